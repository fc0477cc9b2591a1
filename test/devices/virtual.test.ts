/** The readers on virtual devices: the real node-hid, in the real reader process, under the real supervisor. */
import { afterEach, describe, expect, it } from 'vitest';
import { startBench, type Bench } from './bench.ts';
import { expectJourney, JOURNEYS, ready, scan } from './journeys.ts';
import { hidPosReports } from './reports.ts';
import { SCANNER, TYPING_SCANNER } from './test-devices.ts';
import { createVirtualBus } from './virtual-bus.ts';

const NAMED = [{ driver: 'hidPos', name: 'scanner' }] as const;

let bench: Bench | null = null;
afterEach(async () => {
  await bench?.stop();
  bench = null;
});

describe('readers on virtual devices', () => {
  it.for(JOURNEYS)('$name', async (journey) => {
    await expectJourney(journey, createVirtualBus());
  });
});

describe('a device that the user may not open', () => {
  it('is told with the exact rule to install, and used as soon as it may be', async () => {
    bench = startBench(createVirtualBus(), { readers: [...NAMED] });
    await bench.bus.plug({ ...SCANNER, isForbidden: true });
    await bench.until('told', () => bench?.health('scanner')?.status.kind === 'unusable');
    expect(bench.health('scanner')?.status).toEqual({
      kind: 'unusable',
      why: {
        kind: 'permission',
        file: '/etc/udev/rules.d/70-prepaid-kiosk.rules',
        rule: 'KERNEL=="hidraw*", SUBSYSTEM=="hidraw", ATTRS{idVendor}=="0c2e", ATTRS{idProduct}=="0901", TAG+="uaccess", GROUP="plugdev", MODE="0660"',
      },
    });
    await bench.bus.unplug(SCANNER.serialNumber);
    await bench.bus.plug(SCANNER);
    await ready(bench, 'scanner');
  });
});

describe('a scanner that is set to type', () => {
  it('is told to be one, and is left alone', async () => {
    bench = startBench(createVirtualBus());
    await bench.bus.plug(TYPING_SCANNER);
    const name = 'Symbol Bar Code Scanner';
    await bench.until('told', () => bench?.health(name) !== undefined);
    expect(bench.health(name)?.status).toEqual({ kind: 'unusable', why: { kind: 'keyboardOnly' } });
  });
});

describe('a device that kills the reader process three times in a row', () => {
  it('is set aside and named, and the others are used', async () => {
    bench = startBench(createVirtualBus());
    await bench.bus.plug(SCANNER);
    const name = 'Honeywell HID POS Scanner';
    for (let death = 1; death <= 3; death += 1) {
      await ready(bench, name);
      bench.crash();
      await bench.until('told', () => bench?.log.length === death);
    }
    await bench.until('set aside', () => bench?.health(name)?.status.kind === 'unusable');
    expect(bench.health(name)?.status).toEqual({ kind: 'unusable', why: { kind: 'setAside' } });
    expect(bench.log.at(-1)).toBe(`the reader process ended, last at ${name}, which is set aside`);
    await bench.bus.plug({ ...SCANNER, productId: 0x0b61, product: 'Other', serialNumber: 'S2' });
    await scan(bench, 'S2', 'alive');
    await bench.until('the code of the other', () => bench?.codes.length === 1);
  });
});

describe('a scanner that has gone mad', () => {
  it('floods nobody: what it sends beyond the limit is counted, and other scanners are read', async () => {
    bench = startBench(createVirtualBus());
    await bench.bus.plug(SCANNER);
    await bench.bus.plug({ ...SCANNER, productId: 0x0b61, product: 'Other', serialNumber: 'S2' });
    await ready(bench, 'Honeywell HID POS Scanner');
    await ready(bench, 'Honeywell Other');
    for (let at = 0; at < 3_000; at += 1) {
      const [report] = hidPosReports(`flood ${at}`);
      if (report !== undefined) await bench.bus.report(SCANNER.serialNumber, report);
    }
    await scan(bench, 'S2', 'calm');
    await bench.until('the calm one', () => bench?.codes.includes('calm') === true);
    const floods = (): number => bench?.codes.filter((code) => code !== 'calm').length ?? 0;
    await bench.until('all accounted for', () => floods() + (bench?.floodedCount() ?? 0) === 3_000);
    expect(floods()).toBeLessThan(1_000);
  });
});
