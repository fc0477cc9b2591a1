/** Card values stand in the journal, so its files are readable for its own user alone, in whatever folder. */
import { chmodSync, existsSync, writeFileSync } from 'node:fs';

const PRIVATE = 0o600;

/**
 * Of a database that is open and may be new and empty: what SQLite makes beside it later has the mode of the file
 * (sqlite.org/src, `findCreateFileMode`). Where somebody else owns it, it stays as it is.
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

/** Empty, for SQLite to fill. */
export function makePrivate(file: string): void {
  writeFileSync(file, '', { mode: PRIVATE, flag: 'wx' });
}

/** Some file systems know no modes, and say so in several ways. */
function isNotOurs(error: unknown): boolean {
  const codes = ['EPERM', 'EACCES', 'EROFS', 'ENOTSUP', 'ENOSYS'];
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}
