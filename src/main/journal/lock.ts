/**
 * Keeps a second program away from a journal. The lock is a lock of SQLite on a file of its own, so the operating system
 * releases it when the process ends, however it ends, and this process can still open a second connection that reads.
 */
import Database from 'better-sqlite3';
import { isDiskError } from './disk-errors.ts';
import { keepPrivate } from './private-file.ts';

export interface JournalLock {
  release(): void;
}

export type Locking =
  | { kind: 'locked'; lock: JournalLock }
  /** Another program has it. */
  | { kind: 'taken' }
  | { kind: 'unwritable'; why: string };

/** The name of the lock file, after the name of the journal. */
const LOCK = '.lock';

export function lockJournal(file: string): Locking {
  let db: Database.Database | null = null;
  try {
    const opened = (db = new Database(`${file}${LOCK}`, { timeout: 0 }));
    keepPrivate(`${file}${LOCK}`);
    // Nothing is ever written: the transaction only holds the lock.
    opened.pragma('journal_mode = MEMORY');
    opened.exec('BEGIN EXCLUSIVE');
    return { kind: 'locked', lock: { release: () => opened.close() } };
  } catch (error) {
    db?.close();
    if (!(error instanceof Database.SqliteError)) throw error;
    if (/BUSY|LOCKED/.test(error.code)) return { kind: 'taken' };
    if (isDiskError(error)) return { kind: 'unwritable', why: error.code };
    throw error;
  }
}
