/**
 * Measures the time from the start of Chromium until the first view, as a start of the kiosk does, and compares it with
 * an empty page from the same shell. Each load has a new Chromium without a cache.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContextOptions } from 'playwright-core';
import { buildIfNeeded } from '../../scripts/build-if-needed.ts';
import { launchChromium } from '../../scripts/chromium.ts';
import type { Kiosk } from '../../src/main/kiosk.ts';
import { createLog } from '../../src/main/log/create-log.ts';
import { startBrowserShell, type BrowserShell } from '../../src/main/shell/browser/server.ts';
import { createRealWorld } from '../../src/main/world/real-world.ts';
import { inTurns } from '../kit/in-turns.ts';
import { startBenchKiosk } from '../kit/kiosk.ts';
import type { Extent, Sample } from '../kit/row.ts';

const ROOT = join(import.meta.dirname, '../..');
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

export async function firstView({ isShort }: Extent): Promise<Sample[]> {
  if (!(await buildIfNeeded(ROOT, (line) => process.stderr.write(`${line}\n`)))) {
    throw new Error('the build failed');
  }
  const emptyDir = mkdtempSync(join(tmpdir(), 'kiosk-bench-'));
  writeFileSync(join(emptyDir, 'index.html'), EMPTY_PAGE);
  const bench = await startBenchKiosk(createRealWorld());
  const program = await serve(bench.kiosk, join(ROOT, 'out/renderer'));
  const reference = await serve(bench.kiosk, emptyDir);
  const samples = await inTurns({
    count: isShort ? 4 : 15,
    program: () => load(program),
    reference: () => load(reference),
  });
  await program.shell.stop();
  await reference.shell.stop();
  await bench.stop();
  rmSync(emptyDir, { recursive: true });
  // The processor time of this process is not that of Chromium.
  return samples.map(({ program: ours, reference: theirs }) => ({
    program: ours,
    reference: theirs,
  }));
}

interface Served {
  shell: BrowserShell;
  /** The cookie and the key of a page that has used the one-time link. */
  storageState: NonNullable<BrowserContextOptions['storageState']>;
}

async function serve(kiosk: Kiosk, pageDir: string): Promise<Served> {
  const shell = await startBrowserShell({
    kiosk,
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

/** Resolves with the milliseconds since the start of Chromium. */
async function load({ shell, storageState }: Served): Promise<number> {
  const startedMs = performance.now();
  const browser = await launchChromium();
  const context = await browser.newContext({ storageState, viewport: VIEWPORT });
  const page = await context.newPage();
  await page.addInitScript(MEASURE);
  await page.goto(`http://127.0.0.1:${shell.port}/`);
  await page.evaluate('window.shownAt');
  const tookMs = performance.now() - startedMs;
  await browser.close();
  return tookMs;
}
