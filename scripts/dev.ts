/**
 * `npm run dev`: shows the kiosk in a browser, on the sandbox, and rebuilds the page when its source changes.
 * Reload the page to see a change; it shows the same view again. Restart to see a change of the main process.
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
// start.ts stops its own children before it ends, so this process only waits for it.
process.on('SIGINT', () => start.kill('SIGINT'));
process.on('SIGTERM', () => start.kill('SIGTERM'));
start.once('exit', (exitCode) => process.exit(exitCode ?? 1));

await build({
  ...config.renderer,
  configFile: false,
  base: './',
  build: {
    ...config.renderer?.build,
    outDir: join(root, 'out/renderer'),
    // The open page needs its old files until it is reloaded.
    emptyOutDir: false,
    watch: {},
  },
});
