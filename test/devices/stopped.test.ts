/**
 * Processes that are really stopped in the middle of a code and continue later (SIGSTOP and SIGCONT), as on a machine
 * that is suspended or short of memory. A code comes whole or not at all, and the next one is read.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { REST_OF_PART_MS } from '../../src/wedge/endings.ts';
import { startBench, type Bench } from './bench.ts';
import { ready } from './journeys.ts';
import { hidPosReports, keyReports } from './reports.ts';
import { SCANNER, TYPING_SCANNER } from './test-devices.ts';
import { STOPPED_MS, stopMain } from './stop-processes.ts';
import { createVirtualBus } from './virtual-bus.ts';

const SCANNERS = {
  'a HID POS scanner': {
    device: SCANNER,
    settings: { driver: 'hidPos', name: 'scanner' },
    reportsOf: (text: string) => hidPosReports(text),
  },
  'a scanner that types': {
    device: TYPING_SCANNER,
    settings: { driver: 'hidKeyboard', name: 'scanner', match: { serialNumber: 'K1' } },
    reportsOf: (text: string) => keyReports(text),
  },
} as const;
const TEXT = '6789012345'.repeat(12);

let bench: Bench | null = null;
afterEach(async () => {
  await bench?.stop();
  bench = null;
});

describe.for(Object.entries(SCANNERS))('%s in the middle of a code', ([, scanner]) => {
  it.for([
    { stopped: 'the reader process', isMainStopped: false, isReaderStopped: true },
    { stopped: 'the main process', isMainStopped: true, isReaderStopped: false },
    { stopped: 'both', isMainStopped: true, isReaderStopped: true },
  ])('is read whole or not at all if $stopped is stopped', async (how) => {
    const started = startBench(createVirtualBus(), { readers: [scanner.settings] });
    bench = started;
    const { serialNumber } = scanner.device;
    const send = async (reports: readonly Uint8Array[]): Promise<void> => {
      for (const report of reports) await started.bus.report(serialNumber, report);
    };
    await started.bus.plug(scanner.device);
    await ready(started, 'scanner');
    await send(scanner.reportsOf('FIRST'));
    await started.until('the first code', () => started.codes.length === 1);
    const pid = started.pid();
    if (pid === undefined) throw new Error('it does not run');
    const reports = scanner.reportsOf(TEXT);
    await send(reports.slice(0, 2));
    if (how.isReaderStopped) process.kill(pid, 'SIGSTOP');
    await send(reports.slice(2));
    if (how.isMainStopped) stopMain(STOPPED_MS);
    else await sleep(STOPPED_MS);
    // The kiosk may have ended the process meanwhile, because it did not answer.
    if (how.isReaderStopped && started.pid() === pid) process.kill(pid, 'SIGCONT');
    await started.until(
      'an answer',
      () => started.codes.length + started.faults.length > 1 || started.pid() !== pid,
    );
    await ready(started, 'scanner');
    // Longer than what counts as the rest of a refused code.
    await sleep(REST_OF_PART_MS + 500);
    await send(scanner.reportsOf('NEXT'));
    await started.until('the next code', () => started.codes.at(-1) === 'NEXT');
    expect([
      ['FIRST', 'NEXT'],
      ['FIRST', TEXT, 'NEXT'],
    ]).toContainEqual(started.codes);
  });
});
