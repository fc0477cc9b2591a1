import { resolve } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'electron-vite';

/** The three programs of the product: the main process (with its browser-shell twin), the preload bridge, the renderer. */
export default defineConfig({
  main: {
    build: {
      rolldownOptions: {
        input: {
          index: resolve('src/main/index.ts'),
          browser: resolve('src/main/browser.ts'),
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
  renderer: {
    root: 'src/renderer',
    plugins: [svelte({ configFile: resolve('svelte.config.js') })],
    build: {
      minify: true,
      // Every file stays a file: the page may load nothing that is written into another one.
      assetsInlineLimit: 0,
      rolldownOptions: { input: { index: resolve('src/renderer/index.html') } },
    },
  },
});
