import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { readersSchema } from '../../../src/main/readers/settings.ts';

const LAYOUT = { offset: 1, length: { kind: 'fixed', count: 4 } } as const;

describe('the match of a HID reader', () => {
  it.each([
    { driver: 'nfcHid', match: {}, layout: LAYOUT },
    { driver: 'nfcHid', match: { vendorId: null }, layout: LAYOUT },
    { driver: 'hidKeyboard', match: {} },
    // Every keyboard has these.
    { driver: 'hidKeyboard', match: { usagePage: 1, usage: 6 } },
  ])('is refused if the keyboard of the staff would fit: %j', (reader) => {
    expect(v.safeParse(readersSchema, [reader]).issues?.[0].message).toMatch(/which device/);
  });

  it.each([
    { driver: 'hidPos' },
    { driver: 'hidPos', match: {} },
    { driver: 'nfcHid', match: { usagePage: 0xffca }, layout: LAYOUT },
    { driver: 'hidKeyboard', match: { serialNumber: 'K1' } },
  ])('is accepted: %j', (reader) => {
    expect(v.is(readersSchema, [reader])).toBe(true);
  });

  it.each(['/dev/hidraw3', '/dev/input/event12', '/dev/usb/hiddev0'])(
    'is refused if its path changes when devices are plugged in: %s',
    (path) => {
      const result = v.safeParse(readersSchema, [{ driver: 'hidPos', match: { path } }]);
      expect(result.issues?.[0].message).toMatch(/path that changes.*serialNumber/);
    },
  );

  it.each(['/dev/input/by-id/usb-Lab-event-kbd', '1-2.3:1.0'])(
    'is accepted if its path stays the same: %s',
    (path) => {
      expect(v.is(readersSchema, [{ driver: 'hidPos', match: { path } }])).toBe(true);
    },
  );
});
