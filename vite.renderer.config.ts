import { join } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, type Plugin } from 'vite';
import { buildRoot } from './scripts/build-root.ts';

const { root, isLink } = buildRoot();

/** The dev server puts styles into the page itself and speaks over a socket; what is built does neither. */
const looserWhileServing: Plugin = {
  name: 'looser-while-serving',
  apply: 'serve',
  transformIndexHtml: (html) =>
    html
      .replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
      .replace("connect-src 'self'", "connect-src 'self' ws:"),
};

/** The renderer alone: electron.vite.config.ts builds it into the product, the gallery takes pictures of it. */
export default defineConfig({
  root: join(root, 'src/renderer'),
  resolve: { preserveSymlinks: isLink },
  base: './',
  plugins: [svelte({ configFile: join(root, 'svelte.config.js') }), looserWhileServing],
  build: {
    target: 'chrome140',
    minify: 'oxc',
    modulePreload: { polyfill: false },
    // Everything is a file of ours: the page's policy refuses fonts and pictures from anywhere else.
    assetsInlineLimit: 0,
    rolldownOptions: { input: { index: join(root, 'src/renderer/index.html') } },
  },
});
