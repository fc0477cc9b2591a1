import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { createOutbox } from '../../../../../src/main/readers/worker/outbox.ts';
import type { GrabProblem } from '../../../../../src/main/readers/health.ts';
import {
  withLost,
  type ReaderHealth,
  type ReportedReader,
} from '../../../../../src/main/readers/health.ts';
import type { HidEvents, OpenedHid } from '../../../../../src/main/readers/worker/hid/hid-bus.ts';
import { NO_KEYS, type HidDevice } from '../../../../../src/main/readers/hid-device.ts';
import { createHidReaders } from '../../../../../src/main/readers/worker/hid/hid-readers.ts';
import { readersSchema } from '../../../../../src/main/readers/settings.ts';
import { hidPosReports, keyReports } from '../../../../devices/reports.ts';
import { createClock } from '../../../../builders/reader-clock.ts';
import { SCANNER } from '../../../../builders/hid-device.ts';

const TYPING: HidDevice = { ...SCANNER, path: '/dev/hidraw5', usagePage: 1, usage: 6 };

/** Devices that the test plugs in, and the reports about them. */
function aBus(
  settings: v.InferInput<typeof readersSchema> = [{ driver: 'hidPos' }],
  there: readonly HidDevice[] = [],
  setAside: readonly string[] = [],
) {
  const clock = createClock();
  const opened = new Map<string, HidEvents>();
  const codes: { key: string; text: string }[] = [];
  const faults: string[] = [];
  const unplugged: string[] = [];
  let listed: readonly HidDevice[] | Error = there;
  let rows: readonly ReportedReader[] = [];
  let health: readonly ReaderHealth[] = [];
  let answer: OpenedHid['kind'] = 'open';
  let onChange = (): void => undefined;
  let listCount = 0;
  const grab: { why: GrabProblem | null; isHeld: boolean } = { why: null, isHeld: false };
  const outbox = createOutbox({
    ...clock,
    isTeaching: () => false,
    send(news) {
      if (news.kind === 'health') {
        rows = news.readers;
        health = withLost(health, rows);
      }
      if (news.kind === 'fault') faults.push(news.fault);
      if (news.kind === 'code') codes.push({ key: news.key, text: news.text });
    },
  });
  const readers = createHidReaders({
    ...clock,
    bus: {
      list() {
        listCount += 1;
        return listed instanceof Error ? Promise.reject(listed) : Promise.resolve([...listed]);
      },
      open(path, events) {
        if (answer === 'noPermission') return Promise.resolve({ kind: answer });
        opened.set(path, events);
        const device = {
          sendFeature: () => Promise.resolve(true),
          close: () => Promise.resolve(void opened.delete(path)),
        };
        return Promise.resolve({ kind: 'open', device });
      },
    },
    outbox,
    readers: v.parse(readersSchema, settings),
    setAside: new Set(setAside),
    onUnplugged: (keys) => unplugged.push(...keys),
    keys: NO_KEYS,
    onKeys: () => undefined,
    watch(changed) {
      onChange = changed;
      return () => undefined;
    },
    grabKeyboard: () =>
      Promise.resolve({
        renew() {
          grab.isHeld = grab.why === null;
          return grab.why;
        },
        release: () => (grab.isHeld = false),
      }),
    isTeaching: () => false,
  });
  readers.start(() => undefined);

  /** Lets this many milliseconds pass. */
  async function pass(ms: number): Promise<void> {
    await new Promise(setImmediate);
    clock.advance(ms);
    await new Promise(setImmediate);
  }

  return {
    pass,
    codes,
    faults,
    unplugged,
    async plug(devices: readonly HidDevice[] | Error): Promise<void> {
      listed = devices;
      await pass(1_000);
    },
    set: (devices: readonly HidDevice[]) => (listed = devices),
    change: () => onChange(),
    forbid: () => (answer = 'noPermission'),
    scan(path: string, text: string): void {
      for (const report of hidPosReports(text)) opened.get(path)?.report(report);
    },
    report: (path: string, report: Uint8Array) => opened.get(path)?.report(report),
    /** Sends all but the last report of a code. */
    scanInPart(path: string, text: string): void {
      for (const report of hidPosReports(text).slice(0, -1)) opened.get(path)?.report(report);
    },
    reported: () => rows.map(({ key, status }) => `${key} ${status.kind}`),
    health: () => health,
    statuses: () => rows.map(({ status }) => status),
    grab,
    listCount: () => listCount,
  };
}

const KEY = '05f9:0001:S:0:008c';

describe('devices that are plugged in and out', () => {
  it('are found within a second, or at once if the system reports them', async () => {
    const bus = aBus();
    await bus.plug([SCANNER]);
    expect(bus.reported()).toEqual([`${KEY} ready`]);
    bus.set([]);
    bus.change();
    await bus.pass(50);
    expect(bus.reported()).toEqual([`${KEY} away`]);
  });

  it('do not cause endless searches for devices if everything changes at once', async () => {
    const bus = aBus();
    await bus.pass(0);
    const before = bus.listCount();
    for (let at = 0; at < 100; at += 1) bus.change();
    await bus.pass(50);
    expect(bus.listCount() - before).toBe(1);
  });
});

describe('two scanners with the same serial number', () => {
  const second = { ...SCANNER, path: '/dev/hidraw1' };

  it('are both read, and only one is missing when one is unplugged', async () => {
    const bus = aBus();
    await bus.plug([SCANNER]);
    await bus.plug([SCANNER, second]);
    expect(bus.reported()).toEqual([`${KEY} ready`, `${KEY}#2 ready`]);
    bus.scan(SCANNER.path, 'one');
    bus.scan(second.path, 'two');
    expect(bus.codes).toEqual([
      { key: KEY, text: 'one' },
      { key: `${KEY}#2`, text: 'two' },
    ]);
    await bus.plug([second]);
    expect(bus.reported()).toEqual([`${KEY} away`, `${KEY}#2 ready`]);
  });

  it('stay two readers, however often one moves to another port', async () => {
    const bus = aBus();
    for (let at = 2; at < 20; at += 1) {
      await bus.plug([second]);
      await bus.plug([second, { ...SCANNER, path: `/dev/hidraw${at}` }]);
    }
    expect(bus.reported()).toEqual([`${KEY} ready`, `${KEY}#2 ready`]);
  });

  it('are not confused with one scanner that the system lists twice', async () => {
    const bus = aBus();
    await bus.plug([SCANNER, { ...SCANNER, usage: 1 }]);
    expect(bus.reported()).toEqual([`${KEY} ready`]);
  });
});

describe('a code that a scanner sends only in part', () => {
  const long = '7'.repeat(100);

  it('is reported within half a second, and the next code is read', async () => {
    const bus = aBus();
    await bus.plug([SCANNER]);
    bus.scanInPart(SCANNER.path, long);
    await bus.pass(500);
    expect(bus.faults).toEqual([]);
    await bus.pass(1);
    expect(bus.faults).toEqual(['incomplete']);
    await bus.pass(35_500);
    bus.scan(SCANNER.path, 'next');
    expect(bus.codes).toMatchObject([{ text: 'next' }]);
    expect(bus.faults).toEqual(['incomplete']);
  });
});

describe('a device that was plugged in before the process started', () => {
  it('delivers no code from its buffered reports, and is ready after them', async () => {
    const bus = aBus([{ driver: 'hidPos' }], [SCANNER]);
    await bus.pass(0);
    bus.scan(SCANNER.path, 'the end of a code');
    expect([bus.codes, bus.faults, bus.reported()]).toEqual([[], ['incomplete'], []]);
    await bus.pass(100);
    expect(bus.reported()).toEqual([`${KEY} ready`]);
    bus.scan(SCANNER.path, 'whole');
    expect(bus.codes).toMatchObject([{ text: 'whole' }]);
  });

  it('delivers no code from a text that it is typing at the start', async () => {
    const bus = aBus([{ driver: 'hidKeyboard', match: { serialNumber: 'S' } }], [TYPING]);
    await bus.pass(0);
    const [early = Buffer.alloc(8), ...late] = keyReports('123');
    bus.report(TYPING.path, early);
    await bus.pass(100);
    for (const text of [late, keyReports('whole')]) {
      for (const report of text) bus.report(TYPING.path, report);
      await bus.pass(200);
    }
    expect(bus.codes).toMatchObject([{ text: 'whole' }]);
    expect(bus.faults).toEqual(['incomplete']);
  });

  it('reports no fault for data that is not a code', async () => {
    const bus = aBus([{ driver: 'hidPos' }], [SCANNER]);
    await bus.pass(0);
    bus.report(SCANNER.path, Uint8Array.of(4, 1));
    await bus.pass(5_000);
    expect(bus.faults).toEqual([]);
  });
});

describe('a keyboard that we read raw', () => {
  const settings = [
    { driver: 'hidKeyboard', match: { vendorId: TYPING.vendorId, productId: TYPING.productId } },
  ] as const;
  const rule =
    'KERNEL=="event*", SUBSYSTEM=="input", ATTRS{idVendor}=="05f9", ATTRS{idProduct}=="0001", ENV{LIBINPUT_IGNORE_DEVICE}="1", TAG+="uaccess", GROUP="plugdev", MODE="0660"';

  it('is ready, and a warning is shown while it still types into the screen', async () => {
    const bus = aBus([...settings]);
    bus.grab.why = 'permission';
    await bus.plug([TYPING]);
    const file = '/etc/udev/rules.d/71-prepaid-kiosk-keyboards.rules';
    const stillTypes = { why: 'permission', rule, file };
    expect(bus.statuses()).toEqual([{ kind: 'ready', stillTypes }]);
    bus.grab.why = null;
    await bus.pass(1_000);
    expect(bus.statuses()).toEqual([{ kind: 'ready' }]);
  });

  it('is released when it is unplugged', async () => {
    const bus = aBus([...settings]);
    await bus.plug([TYPING]);
    expect(bus.grab.isHeld).toBe(true);
    await bus.plug([]);
    expect(bus.grab.isHeld).toBe(false);
  });

  it('is the only device that is grabbed', async () => {
    const bus = aBus();
    await bus.plug([SCANNER]);
    expect(bus.grab.isHeld).toBe(false);
  });
});

describe('a reader that the settings name', () => {
  const settings = [{ driver: 'hidPos', name: 'counter', match: { serialNumber: 'S' } }] as const;

  it('counts as one missing reader, even if it never came, was unplugged, or the process restarted', async () => {
    const away = [{ name: 'counter', status: { kind: 'away' } }];
    const bus = aBus([...settings]);
    await bus.plug([]);
    expect(bus.health()).toMatchObject(away);
    await bus.plug([SCANNER]);
    expect(bus.health()).toMatchObject([{ name: 'counter', status: { kind: 'ready' } }]);
    await bus.plug([]);
    expect(bus.health()).toMatchObject(away);
    const restarted = aBus([...settings]);
    await restarted.plug([]);
    expect(withLost(bus.health(), restarted.health())).toMatchObject(away);
  });

  it('counts as two missing readers if two devices fit its settings', async () => {
    const bus = aBus([{ driver: 'hidPos', match: { vendorId: SCANNER.vendorId } }]);
    await bus.plug([SCANNER, { ...SCANNER, path: '/dev/hidraw1' }]);
    await bus.plug([]);
    const statuses = bus.health().map(({ status }) => status.kind);
    expect(statuses).toEqual(['away', 'away']);
  });
});

describe('a device that cannot be read', () => {
  it('is reported while it is plugged in', async () => {
    const bus = aBus();
    bus.forbid();
    await bus.plug([SCANNER, TYPING]);
    expect(bus.reported()).toEqual([`${KEY} unusable`, '05f9:0001:S:0:0001 unusable']);
    await bus.plug([]);
    expect(bus.reported()).toEqual([]);
    await bus.plug(new Error('no libusb'));
    expect(bus.reported()).toEqual(['node-hid unusable']);
    await bus.plug([]);
    expect(bus.reported()).toEqual([]);
  });
});

describe('a device that was set aside', () => {
  it('is opened when it is plugged in again, and not before', async () => {
    const bus = aBus([{ driver: 'hidPos' }], [SCANNER], [KEY]);
    await bus.pass(3_000);
    expect(bus.statuses()).toEqual([{ kind: 'unusable', why: { kind: 'setAside' } }]);
    await bus.plug([]);
    expect(bus.unplugged).toEqual([KEY]);
    await bus.plug([SCANNER]);
    await bus.pass(100);
    expect(bus.reported()).toEqual([`${KEY} ready`]);
    bus.scan(SCANNER.path, 'AGAIN');
    expect(bus.codes).toEqual([{ key: KEY, text: 'AGAIN' }]);
  });

  it('stays so if it comes back by itself after a crash', async () => {
    const bus = aBus([{ driver: 'hidPos' }], [], [KEY]);
    await bus.pass(3_000);
    await bus.plug([SCANNER]);
    expect(bus.statuses()).toEqual([{ kind: 'unusable', why: { kind: 'setAside' } }]);
    expect(bus.unplugged).toEqual([]);
  });

  it('counts as unplugged if a new process has not seen it for ten seconds', async () => {
    const bus = aBus([{ driver: 'hidPos' }], [], [KEY]);
    for (let second = 0; second <= 10; second += 1) await bus.pass(1_000);
    await bus.pass(1_000);
    expect(bus.unplugged).toEqual([KEY]);
  });
});
