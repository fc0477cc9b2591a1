import { resolve } from 'node:path';
import { defineConfig } from 'vite';

/** The browser shell's script for the page: one classic file, so that it has run before the page's own modules. */
export default defineConfig({
  publicDir: false,
  build: {
    outDir: 'out/client',
    emptyOutDir: true,
    lib: {
      entry: resolve('src/main/shell/browser/client.ts'),
      name: 'kioskClient',
      formats: ['iife'],
      fileName: () => 'kiosk-client.js',
    },
  },
});
