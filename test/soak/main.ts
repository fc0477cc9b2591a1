/**
 * `npm run test:soak [-- SCANS SEED]`: days of scans in minutes, through the whole kiosk. Readers are unplugged now and
 * then. `kiosk.ts` lists what the kiosk must show. This test also checks:
 *
 * - At the end, the reader process and the kiosk have as many open files as after the first third, and few connections.
 * - Neither process grows with the number of scans, beyond noise.
 *
 * Ends with `N passed, N failed`.
 */
import assert from 'node:assert/strict';
import { negateCents } from '../../src/shared/money.ts';
import { createNoise } from '../fuzz/noise.ts';
import { createCustomers, PAYMENT_IN_CENTS } from './customers.ts';
import { BYTES_PER_SCAN_MAX, growthOf, isGrowing } from './growth.ts';
import { startSoakKiosk } from './kiosk.ts';
import type { Weight } from './weights.ts';

const scanCount = Number(process.argv[2] ?? 10_000);
const seed = Number(process.argv[3] ?? Date.now() % 1_000_000);

/** All other acts are scans and touches. */
const PULL_OUT_ONE_IN = 200;
const PAY_ONE_IN = 400;
const WARM_UP_SCANS = Math.ceil(scanCount / 3);
const WEIGHINGS = 24;
/** A shorter run ends before the heap has settled. Its growth is printed but not judged. */
const SETTLED_SCANS = 2_000;
/**
 * Growth above this is a leak of native memory. Smaller growth is normal: freed memory returns to the system late, in
 * whole pages.
 */
const RESIDENT_MAX_BYTES = 24 * 1024 * 1024;
/** The kiosk keeps some connections to the server. The other connections are short. */
const CONNECTIONS_MAX = 8;
const PROGRAMS = { 'the reader process': 'worker.ts', 'the kiosk': 'kiosk-process.ts' };

interface Weighing extends Weight {
  scanCount: number;
}

const startedMs = performance.now();
say(`seed ${seed}`);
const noise = createNoise(seed);
const kiosk = await startSoakKiosk();
const customers = createCustomers(kiosk, noise);
const weighings = Object.values(PROGRAMS).map((): Weighing[] => []);
try {
  await soak();
  expectTheLedger();
  const figures = Object.keys(PROGRAMS).map((name, at) => judge(name, weighings[at] ?? []));
  for (const line of [...summary(), ...figures]) say(line);
} finally {
  await kiosk.stop();
}
for (const line of ['more scans than', 'faster than anyone', 'invalid message', 'refused']) {
  assert.equal(kiosk.loggedCount(line), 0, `the log has no line with '${line}'`);
}
say(`${((performance.now() - startedMs) / 1_000).toFixed(0)} s`);
say('1 passed, 0 failed');

async function soak(): Promise<void> {
  const everyCount = (scanCount - WARM_UP_SCANS) / WEIGHINGS;
  for (let at = 0; customers.scanCount() < scanCount; at += 1) {
    if (noise.nat(PULL_OUT_ONE_IN) === 0) await customers.pullOut();
    else if (noise.nat(PAY_ONE_IN) === 0) await customers.pay();
    else await customers.act();
    const isDue = customers.scanCount() >= WARM_UP_SCANS + (weighings[0]?.length ?? 0) * everyCount;
    if (isDue) await weigh();
  }
  await customers.leave();
  await weigh();
}

async function weigh(): Promise<void> {
  for (const [at, program] of Object.values(PROGRAMS).entries()) {
    const weight = await kiosk.weights.weigh(program);
    weighings[at]?.push({ ...weight, scanCount: customers.scanCount() });
  }
}

/** Throws if the process has grown. Otherwise returns its figures. */
function judge(name: string, points: readonly Weighing[]): string {
  const [first, last] = [points[0], points.at(-1)];
  assert(first !== undefined && last !== undefined && points.length > 2, `${name} was weighed`);
  const heap = points.map((point) => ({ scanCount: point.scanCount, bytes: point.heapBytes }));
  const { bytesPerScan } = growthOf(heap);
  const before = fewest(points.slice(0, 3));
  const after = fewest(points.slice(-3));
  const figures = `${name}: ${megabytes(last.heapBytes)} MB of heap, ${bytesPerScan.toFixed(0)} bytes a scan more, ${after.length} files`;
  const isKept = WARM_UP_SCANS >= SETTLED_SCANS && isGrowing(heap);
  assert(!isKept, `${figures}; at most ${BYTES_PER_SCAN_MAX} bytes; ${JSON.stringify(heap)}`);
  assert.deepEqual(after, before, `${name}: files are left open`);
  assert(last.connectionCount <= CONNECTIONS_MAX, `${name}: ${last.connectionCount} connections`);
  assert(last.residentBytes - first.residentBytes < RESIDENT_MAX_BYTES, `${name} grew: ${figures}`);
  return figures;
}

/** A scan for devices opens files for a moment, so the shortest list is the one to compare. */
function fewest(points: readonly Weighing[]): readonly string[] {
  return points
    .map(({ files }) => files)
    .reduce((one, other) => (other.length < one.length ? other : one));
}

function expectTheLedger(): void {
  const shown = Array.from({ length: customers.paymentCount() }, () =>
    negateCents(PAYMENT_IN_CENTS),
  );
  assert.deepEqual(kiosk.paid(), shown, 'the ledger has the payments that were shown');
}

function summary(): string[] {
  const kinds = Object.entries(customers.counts()).map(([kind, count]) => `${count} ${kind}`);
  return [
    `${customers.scanCount()} scans: ${kinds.join(', ')}`,
    `${kiosk.page.viewCount()} views, ${customers.paymentCount()} payments, unplugged ${customers.pullCount()} times, ${customers.cutCount()} of them in the middle of a code`,
  ];
}

function megabytes(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(1);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
