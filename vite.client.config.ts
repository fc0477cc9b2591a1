import { join } from 'node:path';
import { defineConfig } from 'vite';
import { buildRoot } from './scripts/build-root.ts';

const { root, isLink } = buildRoot();

/** The browser shell's script for the page: one classic file, so that it has run before the page's own modules. */
export default defineConfig({
  root,
  resolve: { preserveSymlinks: isLink },
  publicDir: false,
  build: {
    outDir: 'out/client',
    emptyOutDir: true,
    lib: {
      entry: join(root, 'src/main/shell/browser/client.ts'),
      name: 'kioskClient',
      formats: ['iife'],
      fileName: () => 'kiosk-client.js',
    },
  },
});
