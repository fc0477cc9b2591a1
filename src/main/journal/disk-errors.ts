/** A full or missing disk is not a bug, so the caller gets it as a value and decides what to do. */
import Database from 'better-sqlite3';

/** With these result codes SQLite says that the disk is at fault, not the statement. */
const DISK_CODES = /^SQLITE_(FULL|IOERR|READONLY|CANTOPEN|BUSY|LOCKED)/;

export type Written<T> = { kind: 'written'; value: T } | { kind: 'unwritable'; why: string };

/** True if the disk or its permissions are at fault. */
export function isDiskError({ code }: InstanceType<typeof Database.SqliteError>): boolean {
  return DISK_CODES.test(code);
}

/** Runs `write`. A disk error becomes a value. Any other exception is a bug and is rethrown. */
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
