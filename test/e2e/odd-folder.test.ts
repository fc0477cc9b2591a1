/** The kiosk builds and starts in a folder whose name has the signs of a URL. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { firstJsonLine } from '../../scripts/first-json-line.ts';
import { PATIENCE_MS } from './patience.ts';

const ROOT = join(import.meta.dirname, '../..');
const PARTS = [
  'src',
  'scripts',
  'package.json',
  'electron.vite.config.ts',
  'vite.renderer.config.ts',
  'vite.client.config.ts',
  'svelte.config.js',
];

/** A copy of what the build needs. The packages are linked, because a copy of them takes too long. */
function aCheckoutIn(name: string): string {
  const place = mkdtempSync(join(tmpdir(), 'kiosk-folder-'));
  onTestFinished(() => rmSync(place, { recursive: true }));
  const checkout = join(place, name);
  mkdirSync(checkout);
  for (const part of PARTS) cpSync(join(ROOT, part), join(checkout, part), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(checkout, 'node_modules'), 'junction');
  return checkout;
}

it.each(['p ath #1 100%', "[a] +&=@;'é%20%23"])(
  'builds and starts in a folder with the name: %s',
  async (name) => {
    const checkout = aCheckoutIn(name);
    execFileSync('npm', ['run', '--silent', 'build'], { cwd: checkout, stdio: 'ignore' });

    const kiosk = spawn(process.execPath, [join(checkout, 'out/main/browser.js'), '--port', '0'], {
      cwd: checkout,
      env: { ...process.env, KIOSK_DATA_DIR: join(checkout, 'data') },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    onTestFinished(async () => {
      const exit = once(kiosk, 'exit');
      if (kiosk.exitCode === null && kiosk.kill()) await exit;
    });
    const line = await firstJsonLine(kiosk, PATIENCE_MS);
    expect(JSON.stringify(line)).toMatch(/^\{"kind":"line","value":\{"url":"http:/);
  },
);
