/** What a first view costs: all script and style of the built renderer, compressed; fonts apart. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** design: the first view is at most this much compressed script and style. */
export const FIRST_VIEW_MAX_BYTES = 60_000;

/** In bytes, of the folder that holds the built `index.html`. */
export function firstViewBytes(folder: string): number {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files
    .filter((name) => /\.(html|js|css)$/.test(name))
    .reduce(
      (sum, name) => sum + gzipSync(readFileSync(join(folder, name)), { level: 9 }).length,
      0,
    );
}
