import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { typedRulesSchema } from '../../../src/main/readers/typed-rules.ts';
import { rulesSchema } from '../../../src/main/readers/rules.ts';
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

  it.each([
    ...['/dev/hidraw3', '/dev/input/event12', '/dev/usb/hiddev0', '/dev/input/event3 '],
    ...['0001:0005:00', '/dev/bus/usb/001/005', 'DevSrvsID:4294971332'],
  ])('is refused if its path changes when devices are plugged in: %s', (path) => {
    const result = v.safeParse(readersSchema, [{ driver: 'hidPos', match: { path } }]);
    const messages = result.issues?.map(({ message }) => message).join();
    expect(messages).toMatch(/path that changes.*serialNumber/);
  });

  it.each(['/dev/input/by-id/usb-Lab-event-kbd', '1-2.3:1.0'])(
    'is accepted if its path stays the same: %s',
    (path) => {
      expect(v.is(readersSchema, [{ driver: 'hidPos', match: { path } }])).toBe(true);
    },
  );
});

/** The problems that the settings have, in the words of the schema. */
function problemsOf(schema: v.GenericSchema, settings: unknown): string[] {
  const { issues = [] } = v.safeParse(schema, settings);
  return issues.map(({ message }) => message);
}

describe('a setting without effect', () => {
  it.each([
    [{ from: 'threeFive', byteCount: 2 }, /byteCount/],
    [{ from: 'fiveFive', byteCount: 3 }, /byteCount/],
    [{ from: 'decimal', base: 'threeFive', digits: 10 }, /digits/],
    [{ from: 'decimal', base: 'threeFiveComma', digits: 10 }, /digits/],
    [{ from: 'hex', zeros: 'none' }, /zeros/],
  ])('is named as a mistake in the conversion of a number: %j', (number, message) => {
    expect(problemsOf(rulesSchema, { number })).toEqual([expect.stringMatching(message)]);
  });

  it.each([
    { from: 'threeFive', byteCount: 4 },
    { from: 'decimal', base: 'threeFive', byteCount: 3 },
    { from: 'decimal', zeros: 'none', byteCount: 5, digits: 10 },
  ])('is not found in %j', (number) => {
    expect(problemsOf(rulesSchema, { number })).toEqual([]);
  });

  it.each([']Q1', ']Q1A', '\\000026', '\\000026A', ' A'])(
    'is named as a mistake in the beginning of a code, which is cut off before: %j',
    (text) => {
      expect(problemsOf(typedRulesSchema, { beginsWith: text, identifier: {} })).toHaveLength(1);
      expect(problemsOf(rulesSchema, { stripPrefix: text })).toHaveLength(1);
    },
  );

  it('is not found in the beginning of a code that only looks similar', () => {
    for (const text of [']', ']Q', 'Q1', '\\1', 'A ', '\\123456']) {
      expect(problemsOf(typedRulesSchema, { beginsWith: text, identifier: {} })).toEqual([]);
      expect(problemsOf(rulesSchema, { stripPrefix: text })).toEqual([]);
    }
  });

  it('is named as a mistake if no code is so short', () => {
    const codes = { beginsWith: 'GOLD-', lengthMax: 4, identifier: {} };
    expect(problemsOf(typedRulesSchema, codes)).toEqual([expect.stringMatching(/lengthMax/)]);
  });

  const match = { usagePage: 0xffca };
  it.each([
    [{ offset: 1, length: { kind: 'fixed', count: 3 } }, /count/],
    [{ offset: 1, length: { kind: 'fixed', count: 17 } }, /count/],
    [{ offset: 1, length: { kind: 'fixed', count: 17 }, base: 'decimal' }, /count/],
    [{ offset: 1, length: { kind: 'fixed', count: 20 }, base: 'text', digits: 10 }, /digits/],
    [{ ...LAYOUT, base: 'text', byteOrder: 'reversed' }, /byteOrder/],
  ])('is named as a mistake in the layout of a reader: %j', (layout, message) => {
    const problems = problemsOf(readersSchema, [{ driver: 'nfcHid', match, layout }]);
    expect(problems).toEqual([expect.stringMatching(message)]);
  });

  it.each([
    { offset: 1, length: { kind: 'fixed', count: 16 } },
    { offset: 1, length: { kind: 'fixed', count: 64 }, base: 'text' },
    { offset: 1, length: { kind: 'fixed', count: 3 }, base: 'text' },
  ])('is not found in %j', (layout) => {
    expect(problemsOf(readersSchema, [{ driver: 'nfcHid', match, layout }])).toEqual([]);
  });
});
