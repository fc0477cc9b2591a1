/**
 * The rule for codes in a process that is stopped at any time, for any time, while two readers send at once and stall:
 * each code that is delivered is one that this reader sent, and none comes twice.
 */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import * as v from 'valibot';
import { isHid, readersSchema } from '../../src/main/readers/settings.ts';
import { hidDriver } from '../../src/main/readers/worker/drivers/index.ts';
import { createReportReader } from '../../src/main/readers/worker/hid/report-reader.ts';

import { SCANNER } from '../builders/hid-device.ts';
import { hidPosReports, keyReports, plainPosReports } from '../devices/reports.ts';

const READERS = v
  .parse(readersSchema, [
    { driver: 'hidPos' },
    { driver: 'hidKeyboard', match: { vendorId: SCANNER.vendorId } },
  ])
  .filter(isHid);

/** The longest time between two reports of a code, as the device sends them. */
const REPORT_MS = 20;
/** What follows a longer stall of the device may be the next code: nothing in it tells. */
const STALL_MAX_MS = 4_900;
/** A person needs this long to present the next card. */
const PERSON_MS = 1_500;

interface Sent {
  atMs: number;
  reader: number;
  report: Uint8Array;
}

/** A process in which time passes. While it is stopped, its timers are late and reports wait. */
function aProcess() {
  const timers = new Set<{ atMs: number; run: () => void }>();
  let nowMs = 0;
  return {
    nowMs: () => nowMs,
    after(delayMs: number, run: () => void): () => void {
      const timer = { atMs: nowMs + delayMs, run };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    nextMs: () => Math.min(Infinity, ...[...timers].map(({ atMs }) => atMs)),
    /** One turn of the event loop: the timers that are due, and only then what has arrived. */
    turn(atMs: number): void {
      nowMs = Math.max(nowMs, atMs);
      for (const timer of [...timers].filter((each) => each.atMs <= nowMs)) {
        if (timers.delete(timer)) timer.run();
      }
    },
  };
}

/** Each code with the pause after it, as random numbers. */
const anyCodes = fc.array(
  fc.record({
    length: fc.integer({ min: 1, max: 150 }),
    gapMs: fc.integer({ min: 0, max: REPORT_MS }),
    quietMs: fc.integer({ min: PERSON_MS, max: 8_000 }),
    // The device itself stalls before one of its reports.
    stall: fc.option(fc.record({ at: fc.nat(400), ms: fc.integer({ min: 1, max: STALL_MAX_MS }) })),
  }),
  { minLength: 1, maxLength: 5 },
);
/** At any time, or right after one of the reports: so also between any two reports of a code. */
const anyStops = fc.array(
  fc.record({
    from: fc.oneof(
      fc.record({ afterReport: fc.constant(false), number: fc.nat(20_000) }),
      fc.record({ afterReport: fc.constant(true), number: fc.nat(5_000) }),
    ),
    lengthMs: fc.oneof(fc.nat(300), fc.nat(3_000), fc.nat(60_000)),
  }),
  { maxLength: 6 },
);
type Stop = typeof anyStops extends fc.Arbitrary<(infer T)[]> ? T : never;

function startOf({ afterReport, number }: Stop['from'], sent: readonly Sent[]): number {
  return afterReport ? (sent[number % sent.length]?.atMs ?? 0) : number;
}

export function stoppedProcess(onCode: () => void): fc.IRawProperty<unknown, false> {
  return fc.property(
    fc.tuple(anyCodes, anyCodes),
    anyStops,
    fc.boolean(),
    (codes, stops, isPlain) => {
      const write = [isPlain ? plainPosReports : hidPosReports, keyReports] as const;
      const texts: string[][] = [[], []];
      const sent = codes.flatMap((list, reader): Sent[] => {
        let atMs = 0;
        return list.flatMap(({ length, gapMs, quietMs, stall }, at) => {
          const text = `${at}`.padEnd(length, '6789012345');
          texts[reader]?.push(text);
          const reports = (write[reader] ?? keyReports)(text);
          return reports.map((report, place) => {
            atMs += place === 0 ? quietMs : gapMs;
            // The first code shows how this reader ends its codes.
            const isStalled = at > 0 && place > 0 && place === (stall?.at ?? 0) % reports.length;
            if (isStalled) atMs += stall?.ms ?? 0;
            return { atMs, reader, report };
          });
        });
      });
      const read = run(
        sent,
        stops.map(({ from, lengthMs }) => ({ fromMs: startOf(from, sent), lengthMs })),
      );
      const isCalm = stops.length === 0 && codes.flat().every(({ stall }) => stall === null);
      for (const [reader, codesRead] of read.entries()) {
        let from = 0;
        for (const code of codesRead) {
          const at = texts[reader]?.indexOf(code, from) ?? -1;
          assert(at >= 0, `${code} was never sent, or came twice`);
          from = at + 1;
          onCode();
        }
        if (isCalm) assert.deepEqual(codesRead, texts[reader]);
      }
    },
  );
}

/** The codes that each reader delivers. */
function run(
  sent: readonly Sent[],
  stops: readonly { fromMs: number; lengthMs: number }[],
): string[][] {
  const process = aProcess();
  const codes: string[][] = READERS.map(() => []);
  const readers = READERS.map((settings, at) =>
    createReportReader(hidDriver(settings).createDecoder(SCANNER), process, ({ code }) => {
      if (code !== null) codes[at]?.push(code.text);
    }),
  );
  const waiting = [...sent].sort((one, other) => one.atMs - other.atMs);
  const nextMs = (): number => Math.min(waiting[0]?.atMs ?? Infinity, process.nextMs());
  for (let dueMs = nextMs(); dueMs < Infinity; dueMs = nextMs()) {
    let untilMs = dueMs;
    for (const { fromMs, lengthMs } of stops) {
      const isStopped = untilMs >= fromMs && untilMs < fromMs + lengthMs;
      if (isStopped) untilMs = fromMs + lengthMs;
    }
    process.turn(untilMs);
    while (waiting[0] !== undefined && waiting[0].atMs <= process.nowMs()) {
      const next = waiting.shift();
      if (next !== undefined) readers[next.reader]?.take(next.report, false);
    }
  }
  return codes;
}
