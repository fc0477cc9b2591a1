/**
 * `npm run dev`: the kiosk in a browser on the sandbox, with the page built again at every change of it.
 * Reload the page to see a change; the kiosk draws the same view again. A change of the main process needs a new start.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { build } from 'vite';
import config from '../electron.vite.config.ts';

const root = join(import.meta.dirname, '..');

const start = spawn(
  process.execPath,
  [join(import.meta.dirname, 'start.ts'), '--shell', 'browser', ...process.argv.slice(2)],
  { stdio: 'inherit' },
);
// It ends all that it started before it ends itself, so this one only has to outlive it.
process.on('SIGINT', () => start.kill('SIGINT'));
process.on('SIGTERM', () => start.kill('SIGTERM'));
start.once('exit', (exitCode) => process.exit(exitCode ?? 1));

await build({
  ...config.renderer,
  configFile: false,
  base: './',
  root: join(root, 'src/renderer'),
  build: {
    ...config.renderer?.build,
    outDir: join(root, 'out/renderer'),
    // The page that is open keeps the files that it came with until it is loaded again.
    emptyOutDir: false,
    watch: {},
  },
});
