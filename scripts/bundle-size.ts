/** What a first view costs: the script and style that the page loads by itself, compressed; fonts apart. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { LANGUAGES } from '../src/shared/contract.ts';

/** design: the first view is at most this much compressed script and style. */
export const FIRST_VIEW_MAX_BYTES = 60_000;

/**
 * In bytes, of the folder that holds the built `index.html`; what is loaded when it is asked for is left out,
 * but for the largest language: a shop may have chosen any.
 */
export function firstViewBytes(folder: string): number {
  const waiting = ['index.html'];
  const seen = new Set<string>();
  let sum = 0;
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (seen.has(name)) continue;
    seen.add(name);
    const content = readFileSync(join(folder, name));
    sum += compressedBytes(content);
    waiting.push(...loadedBy(name, content.toString('utf8')));
  }
  return sum + largestLanguageBytes(folder);
}

function largestLanguageBytes(folder: string): number {
  const assets = join(folder, 'assets');
  const sizes = readdirSync(assets)
    .filter((name) => LANGUAGES.some((language) => name.startsWith(`${language}-`)))
    .filter((name) => name.endsWith('.js'))
    .map((name) => compressedBytes(readFileSync(join(assets, name))));
  return Math.max(0, ...sizes);
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
