import { resolve } from 'node:path';
import { defineConfig } from 'electron-vite';
import renderer from './vite.renderer.config.ts';

/** The three programs of the product: the main process (with its browser-shell twin and the reader process), the preload bridge, the renderer. */
export default defineConfig({
  main: {
    build: {
      rolldownOptions: {
        input: {
          index: resolve('src/main/index.ts'),
          browser: resolve('src/main/browser.ts'),
          'reader-process': resolve('src/main/readers/worker/worker.ts'),
        },
      },
    },
  },
  preload: {
    build: {
      // A sandboxed preload is loaded by Electron as CommonJS, without access to node_modules.
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: resolve('src/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer,
});
