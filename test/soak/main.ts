/**
 * `npm run test:soak [-- SCANS SEED]`: a day of scans in minutes, with the scanner pulled out now and then.
 *
 * - Every whole scan is shown once, or told to be the same card again; none is lost and none is shown twice.
 * - A scan that was cut by pulling the scanner out is never shown.
 * - The reader process opens as many files at the end as at the start, and neither process grows.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { createScanIntake } from '../../src/main/kiosk/scan-intake.ts';
import { NO_RULES } from '../../src/main/readers/rules.ts';
import { startBench } from '../devices/bench.ts';
import { hidPosReports } from '../devices/reports.ts';
import { SCANNER } from '../devices/test-devices.ts';
import { createOneTimeCodes } from '../../src/main/kiosk/one-time-codes.ts';
import { createVirtualBus } from '../devices/virtual-bus.ts';
import { createNoise } from '../fuzz/noise.ts';

const scanCount = Number(process.argv[2] ?? 10_000);
const seed = Number(process.argv[3] ?? Date.now() % 1_000_000);
const WARM_UP = Math.floor(scanCount / 5);
const GROWTH_MAX_BYTES = 24 * 1024 * 1024;

const noise = createNoise(seed);
const shown = new Map<string, number>();
let repeatCount = 0;
const intake = createScanIntake({
  world: { monotonicMs: () => performance.now() },
  rules: NO_RULES,
  codes: createOneTimeCodes(null),
  scanned: (value) => shown.set(value, (shown.get(value) ?? 0) + 1),
  announce: () => undefined,
});

const bench = startBench(createVirtualBus(), { readers: [{ driver: 'hidPos', name: 'scanner' }] });
let takenCount = 0;
/** The bench keeps all codes; here they go to the intake as they come. */
async function taken(count: number): Promise<void> {
  await bench.until(`code ${count}`, () => bench.codes.length >= count);
  for (; takenCount < bench.codes.length; takenCount += 1) {
    if (intake.take(bench.codes[takenCount] ?? '') === 'repeat') repeatCount += 1;
  }
}

async function send(reports: readonly Uint8Array[]): Promise<void> {
  for (const report of reports) await bench.bus.report(SCANNER.serialNumber, report);
}

async function plugIn(): Promise<void> {
  await bench.bus.plug(SCANNER);
  await bench.until('ready', () => bench.isReady('scanner'));
}

async function pullOutInMidCode(text: string): Promise<void> {
  const reports = hidPosReports(text);
  await send(reports.slice(0, 1 + noise.nat(reports.length - 1)));
  await bench.bus.unplug(SCANNER.serialNumber);
  await bench.until('away', () => bench.health('scanner')?.status.kind === 'away');
  await plugIn();
}

interface Size {
  fileCount: number;
  readerBytes: number;
  kioskBytes: number;
}

function size(): Size {
  const pid = bench.pid();
  assert(pid !== undefined);
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  globalThis.gc?.();
  return {
    fileCount: readdirSync(`/proc/${pid}/fd`).length,
    readerBytes: Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024,
    kioskBytes: process.memoryUsage().heapUsed,
  };
}

const startedMs = performance.now();
const expected = new Map<string, number>();
const cut: string[] = [];
let before: Size | null = null;
let [sentCount, pulledCount, sentRepeatCount] = [0, 0, 0];
await plugIn();
for (let at = 0; at < scanCount; at += 1) {
  if (at === WARM_UP) before = size();
  const text = `card ${seed} ${at} `.padEnd(20 + noise.nat(180), 'x');
  const isHeldStill = noise.nat(10) === 0;
  for (let times = isHeldStill ? 2 : 1; times > 0; times -= 1) {
    await send(hidPosReports(text));
    sentCount += 1;
  }
  if (isHeldStill) sentRepeatCount += 1;
  expected.set(text, 1);
  // Beyond the pace of the reader process, codes would be dropped, and told to be.
  await taken(sentCount);
  await new Promise((resolve) => setTimeout(resolve, 5));
  if (noise.nat(200) === 0) {
    pulledCount += 1;
    cut.push(`cut ${at} `.padEnd(150, 'y'));
    await pullOutInMidCode(cut.at(-1) ?? '');
  }
}
const after = size();
await bench.stop();

assert.deepEqual(shown, expected, 'every card was shown once');
assert.equal(repeatCount, sentRepeatCount, 'every repeat was told to be one');
assert.equal(bench.floodedCount(), 0);
assert.deepEqual(
  cut.filter((text) => shown.has(text)),
  [],
  'no cut code was shown',
);
assert(before !== null);
assert.equal(after.fileCount, before.fileCount, 'as many files are open as before');
const growth = {
  reader: after.readerBytes - before.readerBytes,
  // What the proof itself remembers of each scan is not the kiosk's.
  kiosk: after.kioskBytes - before.kioskBytes,
};
assert(growth.reader < GROWTH_MAX_BYTES, `the reader process grew by ${growth.reader} bytes`);
assert(growth.kiosk < GROWTH_MAX_BYTES, `the kiosk grew by ${growth.kiosk} bytes`);
const megabytes = (bytes: number): string => (bytes / 1024 / 1024).toFixed(1);
process.stdout.write(
  `${sentCount} scans of ${expected.size} cards, ${repeatCount} repeats told, pulled out ${pulledCount} times in mid-code, ` +
    `${after.fileCount} files open before and after, reader process +${megabytes(growth.reader)} MB, kiosk +${megabytes(growth.kiosk)} MB, ` +
    `${((performance.now() - startedMs) / 1_000).toFixed(0)} s, seed ${seed}\n`,
);
