/** One table in the same SQLite, on the same disk, with the settings of the journal. Each insert is a durable commit. */
import { randomUUID } from 'node:crypto';
import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import Database from 'better-sqlite3';

export interface BareTable {
  insert: (body: string) => void;
  close: () => void;
}

/** The size of one slot of the record beside the journal. */
const SLOT = Buffer.alloc(1_024, 'x');

/** `syncs`: with 2, each commit also writes and syncs a small file, as the journal does with its record. */
export function openBareTable(file: string, syncs: 1 | 2): BareTable {
  const db = new Database(file);
  db.pragma('locking_mode = EXCLUSIVE');
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec('CREATE TABLE row (seq INTEGER PRIMARY KEY, id TEXT UNIQUE, body TEXT) STRICT');
  const statement = db.prepare('INSERT INTO row (id, body) VALUES (?, ?)');
  const slot = openSync(`${file}.slot`, 'w');
  return {
    insert(body) {
      statement.run(randomUUID(), body);
      if (syncs === 1) return;
      writeSync(slot, SLOT, 0, SLOT.length, 0);
      fdatasyncSync(slot);
    },
    close() {
      db.close();
      closeSync(slot);
    },
  };
}
