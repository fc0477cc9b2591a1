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
  it('is reported with the exact udev rule, and is read as soon as the user may open it', async () => {
    bench = startBench(createVirtualBus(), { readers: [...NAMED] });
    await bench.bus.plug({ ...SCANNER, isForbidden: true });
    await bench.until('reported', () => bench?.health('scanner')?.status.kind === 'unusable');
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

describe('a scanner in keyboard mode', () => {
  it('is reported as a keyboard, and is not opened', async () => {
    bench = startBench(createVirtualBus());
    await bench.bus.plug(TYPING_SCANNER);
    const name = 'Symbol Bar Code Scanner';
    await bench.until('reported', () => bench?.health(name) !== undefined);
    expect(bench.health(name)?.status).toEqual({ kind: 'unusable', why: { kind: 'keyboardOnly' } });
  });
});

describe('a device that crashes the reader process three times in a row', () => {
  it('is set aside and named in the log, and the other readers work', async () => {
    bench = startBench(createVirtualBus());
    await bench.bus.plug(SCANNER);
    const name = 'Honeywell HID POS Scanner';
    for (let death = 1; death <= 3; death += 1) {
      await ready(bench, name);
      bench.crash();
      await bench.until('reported', () => bench?.messages().length === death);
    }
    await bench.until('set aside', () => bench?.health(name)?.status.kind === 'unusable');
    expect(bench.health(name)?.status).toEqual({ kind: 'unusable', why: { kind: 'setAside' } });
    expect(bench.messages().at(-1)).toBe(
      `the reader process crashed, probably because of ${name}; ${name} is not used until it is plugged in again`,
    );
    await bench.bus.plug({ ...SCANNER, productId: 0x0b61, product: 'Other', serialNumber: 'S2' });
    await scan(bench, 'S2', 'alive');
    await bench.until('the code of the other', () => bench?.codes.length === 1);
    await bench.bus.unplug(SCANNER.serialNumber);
    await bench.until('unplugged', () => bench?.messages().at(-1)?.includes('unplugged') === true);
    await bench.bus.plug(SCANNER);
    await ready(bench, name);
    await scan(bench, SCANNER.serialNumber, 'again');
    await bench.until('its code', () => bench?.codes.length === 2);
  });
});

/** How native code crashes its process: by a memory error, or by a failed assertion. */
const CRASHES = { SIGSEGV: 'SIGSEGV', 'process.abort()': 'SIGUSR2' } as const;
const ABORTS = `--import=data:text/javascript,${encodeURIComponent('process.on("SIGUSR2", () => process.abort())')}`;

describe('a native crash during a code', () => {
  it.for(Object.entries(CRASHES))(
    'by %s ends only the reader process, which restarts and blames the device',
    async ([, signal]) => {
      const bus = createVirtualBus();
      const started = startBench({ ...bus, env: { ...bus.env, NODE_OPTIONS: ABORTS } });
      bench = started;
      const name = 'Honeywell HID POS Scanner';
      const [first] = hidPosReports('9'.repeat(100));
      if (first === undefined) throw new Error('no report');
      await bus.plug(SCANNER);
      const pids = new Set<number>();
      for (let death = 1; death <= 3; death += 1) {
        await ready(started, name);
        const pid = started.pid();
        if (pid === undefined) throw new Error('it does not run');
        pids.add(pid);
        await bus.report(SCANNER.serialNumber, first);
        process.kill(pid, signal);
        await started.until('dead', () => started.messages().length === death);
        expect(started.messages().at(-1)).toContain(
          `the reader process crashed, probably because of ${name}`,
        );
        expect(started.isReady(name)).toBe(false);
        if (death > 1) continue;
        await ready(started, name);
        await scan(started, SCANNER.serialNumber, 'again');
        await started.until('the code', () => started.codes.length === 1);
      }
      await started.until('set aside', () => started.health(name)?.status.kind === 'unusable');
      expect(started.health(name)?.status).toEqual({ kind: 'unusable', why: { kind: 'setAside' } });
      expect(pids.size).toBe(3);
      expect(started.codes).toEqual(['again']);
    },
  );
});

describe('a scanner that floods the kiosk', () => {
  it('loses its codes above the limit, which are counted, and other scanners work', async () => {
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
