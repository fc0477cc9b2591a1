/** What a first view costs: the script and style that the page loads for it, compressed; fonts apart. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Language } from '../src/shared/contract.ts';

/** design: the first view is at most this much compressed script and style. */
export const FIRST_VIEW_MAX_BYTES = 60_000;

/**
 * In bytes, of the folder that holds the built `index.html`, for a customer of that language;
 * what is loaded when it is asked for is left out.
 */
export function firstViewBytes(folder: string, language: Language): number {
  const words = readdirSync(join(folder, 'assets')).filter(
    (name) => name.startsWith(`${language}-`) && name.endsWith('.js'),
  );
  if (words.length !== 1) throw new Error(`there is no one file with the words of '${language}'`);
  const waiting = ['index.html', ...words.map((name) => join('assets', name))];
  const seen = new Set<string>();
  let sum = 0;
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (seen.has(name)) continue;
    seen.add(name);
    const content = readFileSync(join(folder, name));
    sum += compressedBytes(content);
    waiting.push(...loadedBy(name, content.toString('utf8')));
  }
  return sum;
}

function compressedBytes(content: Buffer): number {
  return gzipSync(content, { level: 9 }).length;
}

const IN_A_PAGE = /(?:src|href)="([^"]+\.(?:js|css))"/g;
/** `import x from "./y.js"`, and not `import("./y.js")`. */
const IN_A_SCRIPT = /(?:import|from)\s*["'`]([^"'`]+\.js)["'`]/g;

function loadedBy(name: string, text: string): string[] {
  const pattern = name.endsWith('.html') ? IN_A_PAGE : IN_A_SCRIPT;
  if (name.endsWith('.css')) return [];
  return [...text.matchAll(pattern)].map(([, path]) => join(dirname(name), path ?? ''));
}
