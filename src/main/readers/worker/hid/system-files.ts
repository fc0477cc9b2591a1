/** The files by which Linux tells of its devices. */
import { readdirSync, readFileSync } from 'node:fs';
import type { SystemFiles } from './event-nodes.ts';

export const SYSTEM_FILES: SystemFiles = {
  list: (folder) => orElse([], () => readdirSync(folder)),
  read: (file) => orElse('', () => readFileSync(file, 'utf8')),
};

/** A device may go while it is looked at. */
function orElse<T>(nothing: T, look: () => T): T {
  try {
    return look();
  } catch {
    return nothing;
  }
}
