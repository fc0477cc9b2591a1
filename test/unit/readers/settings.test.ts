import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { readersSchema } from '../../../src/main/readers/settings.ts';

const LAYOUT = { offset: 1, length: { kind: 'fixed', count: 4 } } as const;

describe('a reader that may be any HID device', () => {
  it.each([
    { driver: 'nfcHid', match: {}, layout: LAYOUT },
    { driver: 'nfcHid', match: { vendorId: null }, layout: LAYOUT },
    { driver: 'hidKeyboard', match: {} },
    // Every keyboard is of these.
    { driver: 'hidKeyboard', match: { usagePage: 1, usage: 6 } },
  ])('is refused, as the keyboard of staff would be one: %j', (reader) => {
    expect(v.safeParse(readersSchema, [reader]).issues?.[0].message).toMatch(/which device/);
  });

  it.each([
    { driver: 'hidPos' },
    { driver: 'hidPos', match: {} },
    { driver: 'nfcHid', match: { usagePage: 0xffca }, layout: LAYOUT },
    { driver: 'hidKeyboard', match: { serialNumber: 'K1' } },
  ])('is no other: %j', (reader) => {
    expect(v.is(readersSchema, [reader])).toBe(true);
  });
});
