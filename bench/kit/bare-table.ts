/** One table in the same SQLite, on the same disk, with the settings of the journal. Each insert is a durable commit. */
import { randomUUID } from 'node:crypto';
import Database from 'better-sqlite3';

export interface BareTable {
  insert: (body: string) => void;
  close: () => void;
}

export function openBareTable(file: string): BareTable {
  const db = new Database(file);
  db.pragma('locking_mode = EXCLUSIVE');
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec('CREATE TABLE row (seq INTEGER PRIMARY KEY, id TEXT UNIQUE, body TEXT) STRICT');
  const statement = db.prepare('INSERT INTO row (id, body) VALUES (?, ?)');
  return { insert: (body) => void statement.run(randomUUID(), body), close: () => db.close() };
}
