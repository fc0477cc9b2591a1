/** What the kiosk adds, from a scan to the view with the balance, to the time of the API's own replies. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { openKioskJournal } from '../src/main/kiosk/kiosk-journal.ts';
import { createKiosk } from '../src/main/kiosk.ts';
import { REPEAT_MS } from '../src/main/readers/repeat-lock.ts';
import { createRealWorld } from '../src/main/world/real-world.ts';
import { settingsFileSchema } from '../src/main/settings/schema.ts';
import type { HttpResult, World } from '../src/main/world/world.ts';
import { startSandbox } from '../src/sandbox/start.ts';
import type { View } from '../src/shared/contract.ts';
import { percentile, print } from './figures.ts';

const SCANS = Number(process.argv[2] ?? 300);
const CARD = 'cilwjefwnsvidjfkjskjf';

const sandbox = await startSandbox({ data: 'demo' });
const folder = mkdtempSync(join(tmpdir(), 'bench-scan-'));
const real = createRealWorld();

/** The card is away for long enough between two scans not to be the same one held still. */
let awayMs = 0;
/** When the last reply of the API came in. */
let repliedAtMs = 0;
let roundTrips = 0;
const world: World = {
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
const opened = openKioskJournal(folder, world);
if (opened.kind !== 'open') throw new Error(opened.kind);
const kiosk = createKiosk({
  world,
  settings: {
    kind: 'ok',
    settings: {
      ...v.parse(settingsFileSchema, { apiUrl: sandbox.url, shopUuid: '123123' }),
      token: sandbox.token,
    },
  },
  journal: opened.journal,
  isOwnLedger: true,
  printer: null,
  shopLook: { logo: null, pictures: [] },
  pinTries: { read: () => 0, keep: () => Promise.resolve(true) },
  saveWedge: () => true,
  isSandbox: true,
  demoCards: [],
});

let view: View | null = null;
let wake: () => void = () => undefined;
kiosk.onView((next) => {
  view = next;
  wake();
});

/** Resolves with the view that first shows this kind of screen, and when it did. */
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
await kiosk.stop();
await real.close();
await sandbox.stop();
rmSync(folder, { recursive: true });
