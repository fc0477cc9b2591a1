/** Reads the files in which Linux describes its devices. */
import { readdirSync, readFileSync } from 'node:fs';
import type { SystemFiles } from './event-nodes.ts';

export const SYSTEM_FILES: SystemFiles = {
  list: (folder) => readOr([], () => readdirSync(folder)),
  read: (file) => readOr('', () => readFileSync(file, 'utf8')),
};

/** A device can disappear while we read its files. */
function readOr<T>(fallback: T, read: () => T): T {
  try {
    return read();
  } catch {
    return fallback;
  }
}
