import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { createHost } from '../../../../src/main/readers/worker/host.ts';
import type { WorkerEvent } from '../../../../src/main/readers/protocol.ts';
import { readersSchema } from '../../../../src/main/readers/settings.ts';
import { createClock } from '../../../builders/reader-clock.ts';
import { aSystem } from '../../../builders/system-files.ts';
import { SCANNER } from '../../../builders/hid-device.ts';

/** A serial port that, like a real one, only one program may open at a time. */
function aPort() {
  let isHeld = false;
  return class SerialPort extends EventEmitter {
    isOpen = false;
    open(): void {
      if (isHeld) {
        queueMicrotask(() => this.emit('error', new Error('Cannot lock port')));
        return;
      }
      [isHeld, this.isOpen] = [true, true];
      queueMicrotask(() => this.emit('open'));
    }
    close(done: () => void): void {
      setImmediate(() => {
        [isHeld, this.isOpen] = [false, false];
        done();
      });
    }
  };
}

/** A host with one HID scanner, and the messages that it sends. */
function aHost(
  libraries: Readonly<Record<string, unknown>>,
  plugged: { port: string | null; files: Readonly<Record<string, string>> } = {
    ...{ port: null, files: {} },
  },
) {
  const events: WorkerEvent[] = [];
  const loaded: string[] = [];
  const device = { sendFeature: () => Promise.resolve(true), close: () => Promise.resolve() };
  const clock = createClock();
  const host = createHost({
    ...clock,
    bus: {
      list: () => Promise.resolve([SCANNER]),
      open: () => Promise.resolve({ kind: 'open', device }),
    },
    send: (each) => events.push(each),
    load(library) {
      loaded.push(library);
      return Promise.resolve(libraries);
    },
    fileAt: () => plugged.port,
    files: {
      list: (folder) => aSystem(plugged.files).list(folder),
      read: (file) => aSystem(plugged.files).read(file),
    },
    watch: () => () => undefined,
  });
  return {
    host,
    events,
    loaded,
    wait: clock.advance,
    configure: async (
      settings: v.InferInput<typeof readersSchema>,
      setAside: string[] = [],
      keys: [string, string][] = [],
    ): Promise<void> => {
      host.handle({ kind: 'configure', readers: v.parse(readersSchema, settings), setAside, keys });
      for (let at = 0; at < 5; at += 1) {
        await new Promise(setImmediate);
        clock.advance(100);
      }
    },
    /** The last reported status of each reader. */
    statuses: (): Record<string, string> => {
      const reported = events.findLast((each) => each.kind === 'health')?.readers ?? [];
      return Object.fromEntries(
        reported.map(({ key, status }) => [
          key,
          status.kind === 'unusable' ? status.why.kind : status.kind,
        ]),
      );
    },
  };
}

const SCANNER_KEY = '05f9:0001:S:0:008c';

describe('the readers of a kiosk', () => {
  it('are closed before they are opened with new settings', async () => {
    const { host, events, configure } = aHost({ SerialPort: aPort() });
    await configure([{ driver: 'serial', path: '/dev/ttyACM0' }]);
    await configure([{ driver: 'serial', path: '/dev/ttyACM0' }]);
    await host.stop();
    const statuses = events.flatMap((each) =>
      each.kind === 'health' ? each.readers.map(({ status }) => status.kind) : [],
    );
    expect(statuses).not.toContain('unusable');
    expect(statuses.filter((kind) => kind === 'ready')).toHaveLength(2);
  });
});

describe('a reader that is set aside', () => {
  it('is reported as set aside, and its library is not loaded, for every driver', async () => {
    const { host, loaded, configure, statuses } = aHost({});
    await configure(
      [{ driver: 'hidPos' }, { driver: 'serial', path: 'COM3' }, { driver: 'pcsc' }],
      ['serial:0', 'pcsc:0'],
    );
    expect(statuses()).toEqual({
      'serial:0': 'setAside',
      'pcsc:0': 'setAside',
      [SCANNER_KEY]: 'ready',
    });
    expect(loaded).toEqual([]);
    await host.stop();
  });

  it('is still set aside after a taught reader is inserted before it', async () => {
    const { host, configure, statuses } = aHost({});
    const taught = { driver: 'hidPos', match: { vendorId: 1 } } as const;
    await configure([taught, { driver: 'pcsc' }], ['pcsc:0']);
    expect(statuses()).toMatchObject({ 'pcsc:0': 'setAside' });
    await host.stop();
  });
});

describe('a serial or PC/SC reader that is set aside', () => {
  const READERS = [{ driver: 'serial', path: '/dev/ttyACM0' }, { driver: 'pcsc' }] as const;
  const ASIDE = ['serial:0', 'pcsc:0'];
  const ccid = (devnum: number): Record<string, string> => ({
    '/sys/bus/usb/devices/1-2:1.0/bInterfaceClass': '0b\n',
    '/sys/bus/usb/devices/1-2/devnum': `${devnum}\n`,
    '/sys/bus/usb/devices/1-3:1.0/bInterfaceClass': '03\n',
  });
  const SECOND_MS = 1_000;
  const unpluggedIn = (events: readonly WorkerEvent[]): string[] =>
    events.flatMap((each) => (each.kind === 'unplugged' ? each.keys : []));

  it('is used again when it is unplugged and plugged in again, and the kiosk is told', async () => {
    const plugged = { port: '5:1' as string | null, files: ccid(7) };
    const { host, events, loaded, wait, configure } = aHost({}, plugged);
    await configure([...READERS], ASIDE);
    wait(30 * SECOND_MS);
    expect([loaded, unpluggedIn(events)]).toEqual([[], []]);
    plugged.port = null;
    wait(SECOND_MS);
    expect([loaded, unpluggedIn(events)]).toEqual([['serialport'], ['serial:0']]);
    // Out and in again between two looks.
    plugged.files = ccid(8);
    wait(SECOND_MS);
    expect([loaded, unpluggedIn(events)]).toEqual([
      ['serialport', 'smartcard'],
      ['serial:0', 'pcsc:0'],
    ]);
    wait(60 * SECOND_MS);
    expect(unpluggedIn(events)).toHaveLength(2);
    await host.stop();
  });

  it('is used again when it is plugged in late, but not if it comes back by itself at once', async () => {
    const plugged = { port: null as string | null, files: { '/sys/bus/usb/devices/x': '' } };
    const { host, events, wait, configure } = aHost({}, plugged);
    await configure([...READERS], ASIDE);
    wait(3 * SECOND_MS);
    plugged.port = '5:1';
    wait(20 * SECOND_MS);
    expect(unpluggedIn(events)).toEqual([]);
    plugged.files = { ...plugged.files, ...ccid(9) };
    wait(SECOND_MS);
    expect(unpluggedIn(events)).toEqual(['pcsc:0']);
    await host.stop();
  });

  it('stays set aside where the system does not say what is plugged in', async () => {
    const { host, events, loaded, wait, configure } = aHost({});
    await configure([{ driver: 'serial', path: 'COM3' }, { driver: 'pcsc' }], ASIDE);
    wait(60 * SECOND_MS);
    expect([loaded, unpluggedIn(events)]).toEqual([[], []]);
    await host.stop();
  });

  it('is not looked for after the host has stopped', async () => {
    const plugged = { port: '5:1' as string | null, files: {} };
    const { host, events, wait, configure } = aHost({}, plugged);
    await configure([READERS[0]], ASIDE);
    await host.stop();
    plugged.port = null;
    wait(60 * SECOND_MS);
    expect(unpluggedIn(events)).toEqual([]);
  });
});

describe('the remaining one of two equal scanners', () => {
  it('keeps its key in a new process, and is not set aside instead of the other', async () => {
    const of = async (keys: [string, string][]) => {
      const { host, events, configure, statuses } = aHost({});
      await configure([{ driver: 'hidPos' }], [SCANNER_KEY], keys);
      await host.stop();
      return { statuses: statuses(), reported: events.find((each) => each.kind === 'keys')?.keys };
    };
    const place = `${SCANNER_KEY}@/dev/hidraw0`;
    const before: [string, string][] = [
      [`${SCANNER_KEY}@/dev/hidraw9`, SCANNER_KEY],
      [place, `${SCANNER_KEY}#2`],
    ];
    expect(await of(before)).toEqual({
      statuses: { [`${SCANNER_KEY}#2`]: 'ready' },
      reported: [[place, `${SCANNER_KEY}#2`]],
    });
    expect(await of([])).toEqual({
      statuses: { [SCANNER_KEY]: 'setAside' },
      reported: [[place, SCANNER_KEY]],
    });
  });
});

describe('a crash before anything was read', () => {
  it('is blamed on a reader that is no HID device, if the settings have one', async () => {
    const lastTouched = async (setAside: string[]): Promise<string | undefined> => {
      const { host, events, configure } = aHost({ SerialPort: aPort() });
      await configure([{ driver: 'serial', path: 'COM3' }, { driver: 'hidPos' }], setAside);
      await host.stop();
      return events.findLast((each) => each.kind === 'opening')?.key;
    };
    expect(await lastTouched([])).toBe('serial:0');
    expect(await lastTouched(['serial:0'])).toBe(SCANNER_KEY);
  });
});
