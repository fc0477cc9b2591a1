import { FAULTS } from '../../../src/main/readers/decode/decoding.ts';
import type { ReaderProcessEvents } from '../../../src/main/readers/supervisor/process.ts';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import type { ReadersControl } from '../../../src/main/kiosk/staff-area.ts';
import { startReaders } from '../../../src/main/kiosk/start-readers.ts';
import type { Command, WorkerEvent } from '../../../src/main/readers/protocol.ts';
import { teach } from '../../../src/main/readers/teach/teach.ts';
import type { HidDevice } from '../../../src/main/readers/hid-device.ts';
import { settingsFor } from '../../../src/main/readers/worker/hid/find-readers.ts';
import { NO_RULES } from '../../../src/main/readers/rules.ts';
import type { HidReaderSettings, ReaderSettings } from '../../../src/main/readers/settings.ts';
import { settingsFileSchema } from '../../../src/main/settings/schema.ts';
import { createClock } from '../../builders/reader-clock.ts';
import { aLog } from '../../builders/log.ts';

const READER: HidDevice = {
  path: '/dev/hidraw0',
  vendorId: 1,
  productId: 2,
  usagePage: 0xffca,
  usage: 1,
  serialNumber: 'S',
  name: 'Lab',
  interfaceNumber: 0,
};

/** The settings that a lesson proposes after three presentations of each of two cards. */
function taughtSettings(): HidReaderSettings {
  const report = (byte: number): Uint8Array[] => [
    Uint8Array.of(1, byte, byte + 1, byte + 2, byte + 3, 0, 0),
  ];
  const presentations = (byte: number): Uint8Array[][] => [
    report(byte),
    report(byte),
    report(byte),
  ];
  const taught = teach(READER, [presentations(0x11), presentations(0xa1)]);
  if (taught.kind !== 'profile') throw new Error(taught.why);
  return taught.choices[0].settings;
}

/** The readers of a kiosk, with a fake process and settings file. */
function aKiosk(readers: unknown) {
  const orders: Command[] = [];
  const saved: (readonly ReaderSettings[])[] = [];
  const failed: string[] = [];
  const neverRandom: boolean[] = [];
  let send: ReaderProcessEvents['message'] = () => undefined;
  let link: ReadersControl | null = null;
  const settings = v.parse(settingsFileSchema, { readers });
  startReaders({
    world: createClock(),
    kiosk: {
      scan(_, source) {
        if (source !== undefined) neverRandom.push(source.isNeverRandom);
        return 'scanned';
      },
      scanFailed(why, source) {
        failed.push(`${source.name}: ${why}`);
        return 'refused';
      },
      setReaders: () => undefined,
      attachReaders: (attached) => (link = attached),
      showReport: () => undefined,
    },
    readers: settings.readers,
    spawn(events) {
      send = events.message;
      return { send: (order) => orders.push(order), kill: () => undefined, pid: 1 };
    },
    save(changed) {
      saved.push(changed);
      return true;
    },
    log: aLog().log,
  });
  return {
    orders,
    saved,
    failed,
    neverRandom,
    send: (message: WorkerEvent) => send(message),
    link: (): ReadersControl | null => link,
  };
}

describe('a reader that was taught', () => {
  it('is read with the taught settings, even if earlier settings exist for it', () => {
    const layout = { offset: 3, length: { kind: 'fixed', count: 4 } };
    const wrong = { driver: 'nfcHid', match: { usagePage: 0xffca }, layout };
    const { orders, saved, link } = aKiosk([wrong, { driver: 'hidPos' }]);
    const taught = taughtSettings();
    expect(link()?.use(taught)).toBe(true);
    const last = orders.at(-1);
    const readers = last?.kind === 'configure' ? last.readers : [];
    expect(settingsFor(READER, readers)).toEqual(taught);
    expect(saved.at(-1)).toEqual(readers);
  });

  it('is in the settings once, no matter how often it is taught', () => {
    const { saved, link } = aKiosk([{ driver: 'hidPos' }]);
    link()?.use(taughtSettings());
    link()?.use({ ...taughtSettings(), name: 'again' });
    expect(saved.at(-1)?.map(({ name }) => name)).toEqual(['again', null]);
  });

  it('gives the number that staff saw, even if there are rules for printed codes', () => {
    expect(taughtSettings().identifier).toEqual(NO_RULES);
  });
});

describe('the code of a reader', () => {
  const layout = { offset: 1, length: { kind: 'fixed', count: 4 } };
  const match = { usagePage: 0xffca };

  it.each([
    [{ driver: 'hidPos' }, false],
    [{ driver: 'pcsc' }, true],
    [{ driver: 'nfcHid', match, layout }, true],
    [{ driver: 'nfcHid', match, layout: { ...layout, base: 'text' } }, false],
    [{ driver: 'serial', path: 'COM3' }, false],
  ])(
    'is checked for random numbers by its text, if its driver has not seen the bytes: %j',
    (reader, isNeverRandom) => {
      const { neverRandom, send } = aKiosk([reader]);
      send({
        kind: 'code',
        key: 'k',
        text: '08A1B2C3',
        aim: null,
        symbology: null,
        readerIndex: 0,
      });
      expect(neverRandom).toEqual([isNeverRandom]);
    },
  );
});

describe('a reader that sends something that is not a code', () => {
  it.each(FAULTS)('is named to the kiosk with the reason (%s)', (fault) => {
    const { failed, send } = aKiosk([{ driver: 'hidPos' }]);
    const row = { key: 'k', name: 'Newland FM430', driver: 'hidPos', isExpected: true } as const;
    send({ kind: 'health', readers: [{ ...row, status: { kind: 'ready' } }] });
    send({ kind: 'fault', key: 'k', fault });
    expect(failed).toEqual([`Newland FM430: ${fault}`]);
  });
});
