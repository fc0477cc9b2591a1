/** A serial scanner through the real `serialport`, on a pair of pseudo-terminals. Needs socat. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startBench, type Bench } from './bench.ts';
import { aSerialCable, hasSocat, type SerialCable } from './serial-cable.ts';
import { createVirtualBus } from './virtual-bus.ts';

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

describe('a serial scanner with a suffix', () => {
  it.skipIf(!hasSocat)(
    'is read, is reported as away when it is unplugged, and is read again',
    async () => {
      await bench.until('missed', () => bench.health('serial')?.status.kind === 'away');
      await cable.plugIn();
      await bench.until('ready', () => bench.isReady('serial'));
      cable.send(']Q1hel');
      cable.send('lo\r\n');
      await bench.until('the first code', () => bench.codes.length === 1);
      cable.send('4006381333931\r');
      await bench.until('both codes', () => bench.codes.length === 2);
      expect(bench.codes).toEqual(['hello', '4006381333931']);

      await cable.pullOut();
      await bench.until('missed', () => bench.health('serial')?.status.kind === 'away');
      await cable.plugIn();
      await bench.until('ready', () => bench.isReady('serial'));
      cable.send('back\r');
      await bench.until('the code', () => bench.codes.length === 3);
      expect(bench.codes[2]).toBe('back');
    },
  );
});

describe('a serial scanner without a suffix', () => {
  it.skipIf(!hasSocat)('is read once, also if it comes in two parts', async () => {
    await cable.plugIn();
    await bench.until('ready', () => bench.isReady('serial'));
    cable.send('40063');
    cable.send('81333931');
    await bench.until('the code', () => bench.codes.length === 1);
    expect(bench.codes).toEqual(['4006381333931']);
  });
});

describe('a reader whose library is not installed', () => {
  it('is reported with the name of the library, and the other readers work', async () => {
    await bench.stop();
    bench = startBench(createVirtualBus(), {
      readers: [
        { driver: 'pcsc', name: 'NFC' },
        { driver: 'hidPos', name: 'scanner', match: { serialNumber: 'S' } },
      ],
    });
    await bench.until('reported', () => bench.health('NFC')?.status.kind === 'unusable');
    expect(bench.health('NFC')?.status).toEqual({
      kind: 'unusable',
      why: { kind: 'libraryMissing', library: 'smartcard' },
    });
    await bench.until('the other is looked for', () => bench.health('scanner') !== undefined);
  });
});
