import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import {
  findReaders,
  rowsOfOthers,
} from '../../../../../src/main/readers/worker/hid/find-readers.ts';
import { keysOf, NO_KEYS, type HidDevice } from '../../../../../src/main/readers/hid-device.ts';
import { readersSchema } from '../../../../../src/main/readers/settings.ts';
import { aTypingScanner } from '../../../../builders/system-files.ts';

/** One device, as the system lists it: once for each usage. */
const LISTED: readonly HidDevice[] = [
  aTypingScanner(),
  { ...aTypingScanner(), usagePage: 0x8c, usage: 2 },
];

describe('a device that fits two readers', () => {
  const raw = { driver: 'hidKeyboard', match: { vendorId: 0x05e0 } } as const;

  it.each([
    {
      order: 'the first reader in the settings',
      settings: [{ driver: 'hidPos' }, raw],
      driver: 'hidPos',
    },
    {
      order: 'a reader that is put in front',
      settings: [raw, { driver: 'hidPos' }],
      driver: 'hidKeyboard',
    },
  ] as const)('is read as $order, in any order of the list', ({ settings, driver }) => {
    for (const listed of [LISTED, LISTED.toReversed()]) {
      const keys = keysOf(listed, NO_KEYS);
      const found = findReaders({ listed, keys }, v.parse(readersSchema, settings));
      expect(found.map((reader) => reader.settings.driver)).toEqual([driver]);
    }
  });
});

describe('a scanner that shows only the usage page 0xFF8C', () => {
  const vendorMode = { ...aTypingScanner(), vendorId: 0x0c2e, usagePage: 0xff8c, usage: 1 };
  const statusesOf = (listed: readonly HidDevice[]): unknown[] => {
    const keys = keysOf(listed, NO_KEYS);
    const readers = v.parse(readersSchema, [{ driver: 'hidPos' }]);
    const found = findReaders({ listed, keys }, readers);
    return rowsOfOthers({ listed, keys, found, readers }).put.map(({ status }) => status);
  };

  it('is named to staff as one in a mode that is not read', () => {
    expect(statusesOf([vendorMode])).toEqual([{ kind: 'unusable', why: { kind: 'vendorMode' } }]);
  });

  it('is not named if it can be read by another usage', () => {
    const scanner = { ...vendorMode, usagePage: 0x8c, usage: 2 };
    expect(statusesOf([vendorMode, scanner])).toEqual([]);
    expect(statusesOf([vendorMode, { ...vendorMode, usagePage: 1, usage: 6 }])).toEqual([
      { kind: 'unusable', why: { kind: 'keyboardOnly' } },
    ]);
  });

  it('is named beside another scanner', () => {
    const scanner = { ...vendorMode, usagePage: 0x8c, serialNumber: 'other' };
    expect(statusesOf([vendorMode, scanner])).toHaveLength(1);
  });
});
