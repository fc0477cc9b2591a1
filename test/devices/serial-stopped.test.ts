/**
 * A serial scanner whose reader process, or the main process, is really stopped in the middle of a code and continues
 * later (SIGSTOP and SIGCONT). A code comes whole or not at all, and the next one is read. Needs socat.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { REST_OF_PART_MS } from '../../src/wedge/endings.ts';
import { startBench, type Bench } from './bench.ts';
import { aSerialCable, hasSocat, type SerialCable } from './serial-cable.ts';
import { STOPPED_MS, stopMain } from './stop-processes.ts';
import { createVirtualBus } from './virtual-bus.ts';

const TEXT = '6789012345'.repeat(4);
const HALF = TEXT.length / 2;
const REST_MS = REST_OF_PART_MS + 500;

let cable: SerialCable;
let bench: Bench;

beforeEach(() => {
  cable = aSerialCable();
  bench = startBench(createVirtualBus(), {
    readers: [{ driver: 'serial', name: 'serial', path: cable.path }],
  });
});

afterEach(async () => {
  await bench.stop();
  await cable.remove();
});

describe.skipIf(!hasSocat)('a serial scanner in the middle of a code', () => {
  it.for([
    { end: '\r', how: 'with a suffix', what: 'the reader process stops', isMainStopped: false },
    { end: '\r', how: 'with a suffix', what: 'both processes stop', isMainStopped: true },
    { end: '', how: 'without a suffix', what: 'the reader process stops', isMainStopped: false },
    { end: '', how: 'without a suffix', what: 'both processes stop', isMainStopped: true },
  ])('is read whole or not at all $how if $what', async ({ end, isMainStopped }) => {
    await cable.plugIn();
    await bench.until('ready', () => bench.isReady('serial'));
    cable.send(`FIRST${end}`);
    await bench.until('the first code', () => bench.codes.length === 1);
    // A scanner of this kind has shown how its codes end. What comes sooner could be the rest of this one.
    await sleep(REST_MS);
    const pid = bench.pid();
    if (pid === undefined) throw new Error('it does not run');
    cable.send(TEXT.slice(0, HALF));
    // So that the reader process has the first half.
    await sleep(30);
    process.kill(pid, 'SIGSTOP');
    cable.send(`${TEXT.slice(HALF)}${end}`);
    if (isMainStopped) stopMain(STOPPED_MS);
    else await sleep(STOPPED_MS);
    // The kiosk may have ended the process meanwhile, because it did not answer.
    if (bench.pid() === pid) process.kill(pid, 'SIGCONT');
    await bench.until(
      'an answer',
      () => bench.codes.length + bench.faults.length > 1 || bench.pid() !== pid,
    );
    await bench.until('ready', () => bench.isReady('serial'));
    // Longer than what counts as the rest of a refused code.
    await sleep(REST_MS);
    cable.send(`OTHER${end}`);
    await bench.until('the next code', () => bench.codes.at(-1) === 'OTHER');
    expect([
      ['FIRST', 'OTHER'],
      ['FIRST', TEXT, 'OTHER'],
    ]).toContainEqual(bench.codes);
  });
});
