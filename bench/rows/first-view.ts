/**
 * Measures the whole start of the browser shell: from the start of its program, and then of Chromium, to the first view.
 * The reference is a bare server with an empty page. Each start has a new Chromium without a cache.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { buildIfNeeded } from '../../scripts/build-if-needed.ts';
import { launchChromium } from '../../scripts/chromium.ts';
import { firstJsonLine } from '../../scripts/first-json-line.ts';
import { inTurns } from '../kit/in-turns.ts';
import type { Extent, Sample } from '../kit/row.ts';
import { SHOP, startBenchSandbox } from '../kit/sandbox.ts';

const ROOT = join(import.meta.dirname, '../..');
const VIEWPORT = { width: 1024, height: 768 };
const READY_WITHIN_MS = 30_000;
const readySchema = v.object({ url: v.string() });

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

/** Plain JavaScript, as the built program is: removing types would take time. */
const BARE_SERVER = `
  import { createServer } from 'node:http';
  const page = '<!doctype html><html lang="en"><head><title>Empty</title></head><body><h1>Empty</h1></body></html>';
  const server = createServer((request, response) => response.end(page));
  server.listen(0, '127.0.0.1', () =>
    console.log(JSON.stringify({ url: 'http://127.0.0.1:' + server.address().port })));
`;

export async function firstView({ isShort }: Extent): Promise<Sample[]> {
  if (!(await buildIfNeeded(ROOT, (line) => process.stderr.write(`${line}\n`)))) {
    throw new Error('the build failed');
  }
  const folder = mkdtempSync(join(tmpdir(), 'kiosk-bench-'));
  const bare = join(folder, 'bare.mjs');
  writeFileSync(bare, BARE_SERVER);
  const sandbox = await startBenchSandbox();
  const env = {
    ...process.env,
    KIOSK_API_URL: sandbox.url,
    KIOSK_API_TOKEN: sandbox.token,
    KIOSK_SHOP_UUID: SHOP,
    KIOSK_DATA_DIR: join(folder, 'data'),
  };
  const samples = await inTurns({
    count: isShort ? 4 : 15,
    program: () => timeToView(join(ROOT, 'out/main/browser.js'), env),
    reference: () => timeToView(bare, env),
  });
  await sandbox.stop();
  rmSync(folder, { recursive: true });
  // The processor time of this process is not that of the programs.
  return samples.map(({ program, reference }) => ({ program, reference }));
}

/** Resolves with the milliseconds since the start of this script. */
async function timeToView(script: string, env: NodeJS.ProcessEnv): Promise<number> {
  const startedMs = performance.now();
  const child = spawn(process.execPath, [script], { env, stdio: ['ignore', 'pipe', 'ignore'] });
  const url = await urlOf(child);
  const browser = await launchChromium();
  const context = await browser.newContext({ viewport: VIEWPORT });
  const page = await context.newPage();
  await page.addInitScript(MEASURE);
  await page.goto(url);
  await page.evaluate('window.shownAt');
  const tookMs = performance.now() - startedMs;
  await browser.close();
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
  return tookMs;
}

async function urlOf(child: ChildProcess): Promise<string> {
  const line = await firstJsonLine(child, READY_WITHIN_MS);
  if (line.kind !== 'line') throw new Error(`the program did not start: ${line.kind}`);
  return v.parse(readySchema, line.value).url;
}
