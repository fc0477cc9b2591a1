/** What a first view costs: the script and style that it loads, compressed; fonts apart. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** design: the first view is at most this much compressed script and style. */
export const FIRST_VIEW_MAX_BYTES = 60_000;

/**
 * In bytes, of the folder that holds the built `index.html`: all that the page names, and the largest of the
 * files that it loads later, for those are the languages and a shop may have chosen any.
 */
export function firstViewBytes(folder: string): number {
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const sized = files
    .filter((name) => /\.(html|js|css)$/.test(name))
    .map((name) => ({
      isNamed: name === 'index.html' || page.includes(basename(name)),
      bytes: gzipSync(readFileSync(join(folder, name)), { level: 9 }).length,
    }));
  const named = sized.filter(({ isNamed }) => isNamed).map(({ bytes }) => bytes);
  const later = sized.filter(({ isNamed }) => !isNamed).map(({ bytes }) => bytes);
  return named.reduce((sum, bytes) => sum + bytes, 0) + Math.max(0, ...later);
}
