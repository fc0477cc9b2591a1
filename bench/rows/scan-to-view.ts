/**
 * The whole time from the code of a known card, or from the reports of a scanner, to the view with its balance: all
 * steps and all requests. The reference
 * makes the same requests side by side with a bare client, because that is the least that the API itself takes.
 */
import { randomUUID } from 'node:crypto';
import { Pool } from 'undici';
import { REPEAT_MS } from '../../src/main/readers/repeat-lock.ts';
import { createRealWorld } from '../../src/main/world/real-world.ts';
import type { HttpRequest } from '../../src/main/world/world.ts';
import { inTurns } from '../kit/in-turns.ts';
import { startBenchKiosk } from '../kit/kiosk.ts';
import { startBenchScanner } from '../kit/scanner.ts';
import type { Extent, Sample } from '../kit/row.ts';
import { watchViews } from '../kit/views.ts';

/** What the kiosk may take on top of the API: one frame. */
const BUDGET_MS = 16;
const CARD = 'cilwjefwnsvidjfkjskjf';

export interface ScanToViewOptions {
  latencyMs: number;
  /** Whether a virtual scanner sends the code, through the reader process. */
  isReported: boolean;
}

export async function scanToView(
  { isShort }: Extent,
  { latencyMs, isReported }: ScanToViewOptions,
): Promise<Sample[]> {
  const real = createRealWorld();
  /** Added to the clock between two scans, so that the kiosk does not ignore the same card as a repeat. */
  let awayMs = 0;
  let requests: HttpRequest[] = [];
  const bench = await startBenchKiosk({
    ...real,
    newId: () => randomUUID(),
    monotonicMs: () => real.monotonicMs() + awayMs,
    http(request) {
      requests.push(request);
      return real.http(request);
    },
  });
  await bench.sandbox.setFault({ kind: 'delayReply', delayMs: latencyMs });
  const { kiosk } = bench;
  const scanner = isReported ? await startBenchScanner(real, kiosk) : null;
  const views = watchViews(kiosk);
  const pool = new Pool(bench.sandbox.url, { connections: 8 });
  const samples = await inTurns({
    count: isShort ? 60 : 400,
    // The first scan is the card's first one, which needs more requests.
    warmUps: 4,
    async program() {
      await views.shows('idle');
      awayMs += REPEAT_MS;
      requests = [];
      const startedMs = performance.now();
      if (scanner === null) kiosk.scan(CARD);
      else await scanner.scan(CARD);
      const balance = await views.shows('balance');
      const tookMs = balance.atMs - startedMs;
      kiosk.dispatch({ kind: 'stop', screenId: balance.view.screenId });
      return tookMs;
    },
    async reference() {
      const startedMs = performance.now();
      await Promise.all(requests.map((request) => answerTo(pool, request)));
      return performance.now() - startedMs + BUDGET_MS;
    },
  });
  await pool.close();
  await scanner?.stop();
  await bench.stop();
  return samples;
}

async function answerTo(pool: Pool, { method, url, headers, body }: HttpRequest): Promise<void> {
  const { pathname, search } = new URL(url);
  const reply = await pool.request({ method, path: `${pathname}${search}`, headers, body });
  await reply.body.json();
}
