/**
 * Measures the time until the first view, and compares it with an empty page from the same shell. One time counts from
 * the start of Chromium, as a start of the kiosk does. The other counts from the navigation, for the page alone. The
 * bench loads both pages in turns, each time in a new Chromium without a cache.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContextOptions } from 'playwright-core';
import { buildIfNeeded } from '../scripts/build-if-needed.ts';
import { launchChromium } from '../scripts/chromium.ts';
import { startBrowserShell, type BrowserShell } from '../src/main/shell/browser/server.ts';
import { createLog } from '../src/main/log/create-log.ts';
import { createRealWorld } from '../src/main/world/real-world.ts';
import { percentile, print } from './figures.ts';
import { startBenchKiosk } from './kiosk.ts';

const ROUNDS = Number(process.argv[2] ?? 15);
const ROOT = join(import.meta.dirname, '..');
const VIEWPORT = { width: 1024, height: 768 };

/** Waits until the page has its heading and has drawn two frames. Both pages are measured in this way. */
const MEASURE = `
  window.shownAt = new Promise((resolve) => {
    const look = () => {
      if (document.querySelector('h1') === null) return requestAnimationFrame(look);
      requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now())));
    };
    look();
  });
`;

const EMPTY_PAGE =
  '<!doctype html><html lang="en"><head><title>Empty</title></head><body><h1>Empty</h1></body></html>';

interface Times {
  sinceLaunchMs: number;
  sinceNavigationMs: number;
}

if (!(await buildIfNeeded(ROOT, (line) => process.stderr.write(`${line}\n`)))) {
  throw new Error('the build failed');
}
const emptyDir = mkdtempSync(join(tmpdir(), 'bench-start-'));
writeFileSync(join(emptyDir, 'index.html'), EMPTY_PAGE);

const bench = await startBenchKiosk(createRealWorld());
const pages = {
  empty: await served(emptyDir),
  kiosk: await served(join(ROOT, 'out/renderer')),
};
const times: Record<keyof typeof pages, Times[]> = { empty: [], kiosk: [] };
for (let round = 0; round <= ROUNDS; round++) {
  for (const name of ['empty', 'kiosk'] as const) {
    const measured = await load(pages[name]);
    // The first round warms the disk cache and the server.
    if (round > 0) times[name].push(measured);
  }
}
printRatio('first view from the start of Chromium', 'sinceLaunchMs');
printRatio('first view from the navigation', 'sinceNavigationMs');
for (const { shell } of Object.values(pages)) await shell.stop();
await bench.stop();
rmSync(emptyDir, { recursive: true });

interface Served {
  shell: BrowserShell;
  /** The cookie and the key of a page that has used the one-time link. */
  storageState: NonNullable<BrowserContextOptions['storageState']>;
}

async function served(pageDir: string): Promise<Served> {
  const shell = await startBrowserShell({
    kiosk: bench.kiosk,
    pageDir,
    clientDir: join(ROOT, 'out/client'),
    shopFile: () => null,
    port: 0,
    log: createLog({ module: 'bench', now: () => new Date(), write: () => undefined }),
  });
  const browser = await launchChromium();
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(shell.url);
  await page.waitForSelector('h1');
  const storageState = await context.storageState();
  await browser.close();
  return { shell, storageState };
}

async function load({ shell, storageState }: Served): Promise<Times> {
  const startedMs = performance.now();
  const browser = await launchChromium();
  const context = await browser.newContext({ storageState, viewport: VIEWPORT });
  const page = await context.newPage();
  await page.addInitScript(MEASURE);
  await page.goto(`http://127.0.0.1:${shell.port}/`);
  const sinceNavigationMs = Number(await page.evaluate('window.shownAt'));
  const sinceLaunchMs = performance.now() - startedMs;
  await browser.close();
  return { sinceLaunchMs, sinceNavigationMs };
}

function printRatio(name: string, what: keyof Times): void {
  const [emptyMs, firstViewMs] = [median(times.empty, what), median(times.kiosk, what)];
  print(`${name}, ${ROUNDS} loads each`, {
    'empty page p50 ms': emptyMs,
    'first view p50 ms': firstViewMs,
    ratio: firstViewMs / emptyMs,
    budget: 1.5,
  });
}

function median(measured: readonly Times[], what: keyof Times): number {
  return percentile(
    measured.map((one) => one[what]),
    0.5,
  );
}
