/** The keys of a keyboard that the kiosk reads raw reach no other program. Only a real kernel can prove this. */
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { EVDEV_LIBRARY, createEvdev } from '../../src/main/readers/worker/hid/evdev.ts';
import type { StillTypes } from '../../src/main/readers/health.ts';
import type { Bench } from '../devices/bench.ts';
import { ready, type Journey } from '../devices/journeys.ts';
import { keyReports } from '../devices/reports.ts';
import { TYPING_SCANNER } from '../devices/test-devices.ts';
import { listenTo } from './event-reader.ts';

const NAME = 'typing scanner';
const { serialNumber } = TYPING_SCANNER;

export const GRAB: Journey = {
  name: 'a keyboard that is read raw is grabbed, and released when the process is killed',
  readers: [{ driver: 'hidKeyboard', name: NAME, match: { serialNumber } }],
  async run(bench) {
    await bench.bus.plug(TYPING_SCANNER);
    const other = await listenTo(TYPING_SCANNER);
    await ready(bench, NAME);
    assert.equal(stillTypes(bench), undefined);
    await type(bench, '1234');
    await bench.until('the code', () => bench.codes.length === 1);
    assert.equal(other.takeKeys(), 0, 'no key reaches another program');

    bench.crash();
    await bench.until('away', () => bench.health(NAME)?.status.kind === 'away');
    const [press, release] = keyReports('5');
    assert(press !== undefined && release !== undefined);
    await bench.bus.report(serialNumber, press);
    assert.equal(other.takeKeys(), 1, 'a killed process releases the keyboard');

    await ready(bench, NAME);
    assert.equal(stillTypes(bench)?.why, 'keyDown');
    await bench.bus.report(serialNumber, release);
    assert.equal(
      other.takeKeys(),
      1,
      'a program that got the press of a key also gets its release',
    );
    await bench.until('it is grabbed', () => stillTypes(bench) === undefined);
    await type(bench, '6789');
    await bench.until('the next code', () => bench.codes.length === 2);
    assert.deepEqual(bench.codes, ['1234', '6789']);
    assert.equal(other.takeKeys(), 0, 'no key reaches another program');
    other.close();
  },
};

export const TAKEN: Journey = {
  name: 'a keyboard that another program has grabbed is read anyway, and grabbed when it is free',
  readers: [{ driver: 'hidKeyboard', name: NAME, match: { serialNumber } }],
  async run(bench) {
    await bench.until('it is missed', () => bench.health(NAME)?.status.kind === 'away');
    const library: unknown = createRequire(import.meta.url)(EVDEV_LIBRARY);
    const evdev = createEvdev(library);
    assert(evdev !== null);
    await bench.bus.plug(TYPING_SCANNER);
    const other = await listenTo(TYPING_SCANNER);
    await bench.until('it is grabbed', () => bench.isReady(NAME));
    bench.crash();
    await bench.until('away', () => bench.health(NAME)?.status.kind === 'away');
    const held = evdev.grab(other.path);
    assert(typeof held !== 'string');
    await ready(bench, NAME);
    assert.equal(stillTypes(bench)?.why, 'taken');
    await type(bench, '1234');
    await bench.until('the code', () => bench.codes.length === 1);
    held.close();
    await bench.until('it is grabbed', () => stillTypes(bench) === undefined);
    await type(bench, '5678');
    await bench.until('the code', () => bench.codes.length === 2);
    assert.equal(other.takeKeys(), 0);
    other.close();
  },
};

function stillTypes(bench: Bench): StillTypes | undefined {
  const status = bench.health(NAME)?.status;
  return status?.kind === 'ready' ? status.stillTypes : undefined;
}

async function type(bench: Bench, text: string): Promise<void> {
  for (const report of keyReports(text)) await bench.bus.report(serialNumber, report);
}
