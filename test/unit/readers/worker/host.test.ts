import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { createHost } from '../../../../src/main/readers/worker/host.ts';
import type { WorkerEvent } from '../../../../src/main/readers/protocol.ts';
import { readersSchema } from '../../../../src/main/readers/settings.ts';
import { createClock } from '../../../builders/reader-clock.ts';
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
function aHost(libraries: Readonly<Record<string, unknown>>) {
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
    fileAt: () => null,
    files: { list: () => [], read: () => '' },
    watch: () => () => undefined,
  });
  return {
    host,
    events,
    loaded,
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
