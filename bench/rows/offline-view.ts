/**
 * From the code of a known card to the view with its last known balance, on a line that accepts everything and never
 * answers, after the kiosk has noticed that the connection is away.
 */
import { randomUUID } from 'node:crypto';
import { REPEAT_MS } from '../../src/main/readers/repeat-lock.ts';
import { createRealWorld } from '../../src/main/world/real-world.ts';
import { startBenchKiosk } from '../kit/kiosk.ts';
import type { Extent, Sample } from '../kit/row.ts';
import { watchViews } from '../kit/views.ts';

const BUDGET_MS = 50;
const CARD = 'cilwjefwnsvidjfkjskjf';

export async function offlineView({ isShort }: Extent): Promise<Sample[]> {
  const real = createRealWorld();
  /** Added to the clock between two scans, so that the kiosk does not ignore the same card as a repeat. */
  let awayMs = 0;
  const bench = await startBenchKiosk({
    ...real,
    newId: () => randomUUID(),
    monotonicMs: () => real.monotonicMs() + awayMs,
  });
  const { kiosk, sandbox } = bench;
  const views = watchViews(kiosk);
  const scan = async (): Promise<number> => {
    await views.shows('idle');
    awayMs += REPEAT_MS;
    const startedMs = performance.now();
    kiosk.scan(CARD);
    const { view, atMs } = await views.shows('balance');
    kiosk.dispatch({ kind: 'stop', screenId: view.screenId });
    return atMs - startedMs;
  };
  await scan();
  await sandbox.setFault({ kind: 'hang' });
  await views.shows('idle', ({ connection }) => connection.kind === 'offline');
  const samples: Sample[] = [];
  // Each scan leaves its requests waiting on the silent line, so there are not more.
  for (let count = isShort ? 200 : 400; count > 0; count--) {
    samples.push({ program: await scan(), reference: BUDGET_MS });
  }
  await bench.stop();
  return samples;
}
