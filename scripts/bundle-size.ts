/** The compressed size of the built renderer: page, scripts and styles. Fonts and pictures do not count. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** The limit for all scripts and styles of the renderer, with every language. */
export const RENDERER_MAX_BYTES = 200_000;

/** The size in bytes. `folder` has the built `index.html`. */
export function compressedSize(folder: string): number {
  const files = globSync('**/*.{html,js,css}', { cwd: folder });
  if (!files.includes('index.html')) throw new Error(`no built page in ${folder}`);
  const sizes = files.map(
    (file) => gzipSync(readFileSync(join(folder, file)), { level: 9 }).length,
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
