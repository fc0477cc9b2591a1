/** Runs the kiosk's browser shell and opens its one-time link in the system's Chromium. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import * as v from 'valibot';
import { findChromium, launchChromium } from '../../../scripts/chromium.ts';
import { firstJsonLine } from '../../../scripts/first-json-line.ts';
import { PATIENCE_MS } from '../patience.ts';
import { collect } from './collect.ts';
import { SCREEN, type KioskEnvironment, type Runner, type ShownKiosk } from './runner.ts';

const ENTRY = join(import.meta.dirname, '../../../out/main/browser.js');

let launched: Promise<Browser> | null = null;

export const browserRunner: Runner = {
  name: 'Chromium',
  lacks: findChromium() === null ? 'no Chromium on this machine' : null,
  show,
  async close() {
    const browser = await launched;
    launched = null;
    await browser?.close();
  },
};

async function show(environment: KioskEnvironment): Promise<ShownKiosk> {
  launched ??= launchChromium();
  const browser = await launched;
  const child = spawn(process.execPath, [ENTRY, '--port', '0'], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log = collect(child.stderr);
  const url = await urlOf(child, log);
  const context = await browser.newContext({ viewport: SCREEN });
  const page = await context.newPage();
  const { host } = new URL(url);
  return {
    page: await opened(page, url),
    isOwn: (asked) => new URL(asked).host === host,
    log,
    askToStop: () => void child.kill('SIGTERM'),
    async stop() {
      await context.close();
      await ended(child, 'SIGTERM');
    },
    async kill() {
      await ended(child, 'SIGKILL');
      await context.close();
    },
  };
}

async function opened(page: ShownKiosk['page'], url: string): Promise<ShownKiosk['page']> {
  await page.goto(url);
  return page;
}

async function urlOf(child: ChildProcess, log: () => string): Promise<string> {
  const line = await firstJsonLine(child, PATIENCE_MS);
  const ready = v.safeParse(
    v.object({ url: v.string() }),
    line.kind === 'line' ? line.value : null,
  );
  if (!ready.success) throw new Error(`the kiosk did not start (${line.kind}): ${log()}`);
  return ready.output.url;
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill(signal);
  await exit;
}
