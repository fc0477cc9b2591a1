/** A disk that is full or gone is not a bug: what could not be written is a value that the caller decides on. */
import Database from 'better-sqlite3';

/** The result codes with which SQLite says that the disk, not the statement, is at fault. */
const DISK_CODES = /^SQLITE_(FULL|IOERR|READONLY|CANTOPEN|BUSY|LOCKED)/;

export type Written<T> = { kind: 'written'; value: T } | { kind: 'unwritable'; why: string };

/** Whether the disk is at fault, or who may write there. */
export function isDiskError({ code }: InstanceType<typeof Database.SqliteError>): boolean {
  return DISK_CODES.test(code);
}

/** Runs the write; every other exception is a bug and goes on. */
export function written<T>(write: () => T): Written<T> {
  try {
    return { kind: 'written', value: write() };
  } catch (error) {
    if (error instanceof Database.SqliteError && isDiskError(error)) {
      return { kind: 'unwritable', why: error.code };
    }
    throw error;
  }
}
