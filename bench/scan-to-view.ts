/** How long the kiosk takes from the last reply of the API to the view with the balance. */
import { randomUUID } from 'node:crypto';
import { REPEAT_MS } from '../src/main/readers/repeat-lock.ts';
import { createRealWorld } from '../src/main/world/real-world.ts';
import type { HttpResult } from '../src/main/world/world.ts';
import type { View } from '../src/shared/contract.ts';
import { percentile, print } from './figures.ts';
import { startBenchKiosk } from './kiosk.ts';

const SCANS = Number(process.argv[2] ?? 300);
const CARD = 'cilwjefwnsvidjfkjskjf';

const real = createRealWorld();

/** Added to the clock between two scans, so that the kiosk does not ignore the same card as a repeat. */
let awayMs = 0;
/** When the last reply of the API arrived. */
let repliedAtMs = 0;
let roundTrips = 0;
const world: typeof real = {
  ...real,
  newId: () => randomUUID(),
  monotonicMs: () => real.monotonicMs() + awayMs,
  async http(request): Promise<HttpResult> {
    const result = await real.http(request);
    repliedAtMs = performance.now();
    roundTrips += 1;
    return result;
  },
};
const bench = await startBenchKiosk(world);
const { kiosk } = bench;

let view: View | null = null;
let wake: () => void = () => undefined;
kiosk.onView((next) => {
  view = next;
  wake();
});

/** Resolves with the first view of this kind of screen, and its time. */
function shows(kind: View['screen']['kind']): Promise<{ view: View; atMs: number }> {
  return new Promise((resolve) => {
    wake = () => {
      if (view?.screen.kind !== kind) return;
      wake = () => undefined;
      resolve({ view, atMs: performance.now() });
    };
    wake();
  });
}

const overheadsMs: number[] = [];
const callsEach: number[] = [];
await shows('idle');
for (let scan = 0; scan <= SCANS; scan++) {
  roundTrips = 0;
  awayMs += REPEAT_MS;
  kiosk.scan(CARD);
  const balance = await shows('balance');
  if (scan > 0) {
    overheadsMs.push(balance.atMs - repliedAtMs);
    callsEach.push(roundTrips);
  }
  kiosk.dispatch({ kind: 'stop', screenId: balance.view.screenId });
  await shows('idle');
}
print(`from the last reply to the view, ${SCANS} scans of a known card`, {
  'p50 ms': percentile(overheadsMs, 0.5),
  'p99 ms': percentile(overheadsMs, 0.99),
  'calls side by side': percentile(callsEach, 0.5),
});
await bench.stop();
