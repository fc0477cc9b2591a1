import { join } from 'node:path';
import { defineConfig } from 'electron-vite';
import { buildRoot } from './scripts/build-root.ts';
import renderer from './vite.renderer.config.ts';

const { root, isLink } = buildRoot();
const resolve = { preserveSymlinks: isLink };

/**
 * The libraries in one file with the kiosk, because Node needs as long to find and read hundreds of small files as for
 * the rest of the start. Those with parts that are not JavaScript stay outside.
 */
const BUNDLED = [
  '@hono/node-server',
  '@point-of-sale/codepage-encoder',
  '@point-of-sale/receipt-printer-encoder',
  'conf',
  'electron-log',
  'electron-store',
  'hono',
  'undici',
  'valibot',
  'ws',
];

/** The three programs of the product: the main process (with its browser-shell twin, the reader process and the processes that check and archive the journal), the preload bridge, the renderer. */
export default defineConfig({
  main: {
    root,
    resolve,
    build: {
      externalizeDeps: { exclude: BUNDLED },
      rolldownOptions: {
        input: {
          index: join(root, 'src/main/index.ts'),
          browser: join(root, 'src/main/browser.ts'),
          'reader-process': join(root, 'src/main/readers/worker/worker.ts'),
          'check-history-process': join(root, 'src/main/journal/check-history-process.ts'),
          'archive-process': join(root, 'src/main/journal/archive/archive-process.ts'),
        },
      },
    },
  },
  preload: {
    root,
    resolve,
    build: {
      // A sandboxed preload is loaded by Electron as CommonJS, without access to node_modules.
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: join(root, 'src/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer,
});
