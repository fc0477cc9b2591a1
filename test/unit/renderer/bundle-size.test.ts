/** Builds the renderer as for the product, and measures its size. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { compressedSize, RENDERER_MAX_BYTES } from '../../../scripts/bundle-size.ts';

describe('the built renderer', () => {
  const folder = mkdtempSync(join(tmpdir(), 'renderer-'));

  beforeAll(async () => {
    // In any other environment Vite builds larger files.
    vi.stubEnv('NODE_ENV', 'production');
    await build({
      configFile: 'vite.renderer.config.ts',
      logLevel: 'warn',
      build: { outDir: folder, emptyOutDir: true },
    });
    vi.unstubAllEnvs();
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is at most 200 kB, compressed, with every language', () => {
    const size = compressedSize(folder);
    console.log(`The renderer is ${(size / 1000).toFixed(1)} kB, compressed.`);
    expect(size).toBeLessThanOrEqual(RENDERER_MAX_BYTES);
  });

  it('is one script and one style, so that nothing has to be fetched later', () => {
    const types = readdirSync(join(folder, 'assets')).map((name) => name.split('.').at(-1));
    expect(types.filter((type) => type === 'js')).toHaveLength(1);
    expect(types.filter((type) => type === 'css')).toHaveLength(1);
  });
});
