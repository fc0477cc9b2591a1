/** Builds the kiosk if the build is missing or older than its sources. */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { whyNoBuild } from './build-root.ts';

/** One file of each build step, so that an incomplete build counts as missing. */
const BUILT = [
  'out/main/browser.js',
  'out/main/index.js',
  'out/main/reader-process.js',
  'out/preload/index.cjs',
  'out/renderer/index.html',
  'out/client/kiosk-client.js',
];

const SOURCES = [
  'src',
  'package.json',
  'package-lock.json',
  'electron.vite.config.ts',
  'vite.client.config.ts',
  'vite.renderer.config.ts',
  'svelte.config.js',
];

/** Files that the build itself writes. They do not count as sources. */
const GENERATED = /[\\/]messages[\\/](generated|project\.inlang[\\/]cache)([\\/]|$)|README\.md$/;

/** Returns false if the build failed. The reason is on standard error. */
export async function buildIfNeeded(root: string, say: (line: string) => void): Promise<boolean> {
  if (isUpToDate(root)) return true;
  const why = whyNoBuild(root);
  if (why !== null) {
    say(why);
    return false;
  }
  say('building; this takes a few seconds …');
  return await build(root);
}

/** Whether every built file exists and no source is newer. */
export function isUpToDate(root: string): boolean {
  const built = BUILT.map((path) => join(root, path));
  if (!built.every((path) => existsSync(path))) return false;
  const oldestBuiltMs = Math.min(...built.map((path) => statSync(path).mtimeMs));
  return SOURCES.every((path) => newestMs(join(root, path)) <= oldestBuiltMs);
}

/** The output of the build is on standard error only if it failed: a person who starts the kiosk cannot use it. */
export function build(root: string): Promise<boolean> {
  // Uses the npm script, so that there is one way to build.
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  return new Promise((resolve) => {
    const child = spawn(npm, ['run', '--silent', 'build'], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    });
    const said: Buffer[] = [];
    for (const output of [child.stdout, child.stderr]) {
      output.on('data', (chunk: Buffer) => said.push(chunk));
    }
    child.once('error', () => resolve(false));
    child.once('close', (exitCode) => {
      if (exitCode !== 0) process.stderr.write(Buffer.concat(said));
      resolve(exitCode === 0);
    });
  });
}

function newestMs(path: string): number {
  if (!existsSync(path) || GENERATED.test(path)) return 0;
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newestMs(join(path, name))));
}
