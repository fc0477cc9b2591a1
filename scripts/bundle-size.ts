/** What a first view costs: the script and style that the page loads by itself, compressed; fonts apart. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** design: the first view is at most this much compressed script and style. */
export const FIRST_VIEW_MAX_BYTES = 60_000;

/**
 * In bytes, of the folder that holds the built `index.html`, in the language that is there from the start;
 * what is loaded when it is asked for is left out, and so are the other languages, of some 7 kB each.
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
