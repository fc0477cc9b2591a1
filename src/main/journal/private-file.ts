/** Makes the journal's files readable only by the user that runs the kiosk, because they contain card values. */
import { chmodSync, existsSync, writeFileSync } from 'node:fs';

const PRIVATE = 0o600;

/**
 * Restricts the files of an open database, which may be new and empty. Files that SQLite creates later get the mode of
 * the database file (sqlite.org/src, `findCreateFileMode`). The mode of another user's file is not changed.
 */
export function keepPrivate(file: string): void {
  for (const path of [file, `${file}-wal`, `${file}-shm`]) {
    if (!existsSync(path)) continue;
    try {
      chmodSync(path, PRIVATE);
    } catch (error) {
      if (!isNotOurs(error)) throw error;
    }
  }
}

/** Makes an empty file for SQLite to fill. */
export function makePrivate(file: string): void {
  writeFileSync(file, '', { mode: PRIVATE, flag: 'wx' });
}

/** True if the file belongs to another user, or if its file system has no modes. */
function isNotOurs(error: unknown): boolean {
  const codes = ['EPERM', 'EACCES', 'EROFS', 'ENOTSUP', 'ENOSYS'];
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}
