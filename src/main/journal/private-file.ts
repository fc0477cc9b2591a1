/** The journal holds card values. So only its own user may read its files, whichever folder they are in. */
import { chmodSync, existsSync, writeFileSync } from 'node:fs';

const PRIVATE = 0o600;

/**
 * For an open database, which may be new and empty. The files that SQLite makes later get the mode of the database
 * (sqlite.org/src, `findCreateFileMode`). If another user owns a file, its mode does not change.
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

/** The file belongs to another user, or its file system has no modes. */
function isNotOurs(error: unknown): boolean {
  const codes = ['EPERM', 'EACCES', 'EROFS', 'ENOTSUP', 'ENOSYS'];
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}
