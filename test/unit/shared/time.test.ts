import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseHttpDate, parseIsoInstant } from '../../../src/shared/time.ts';

const anInstant = fc.date({
  min: new Date(0),
  max: new Date('9999-12-31T23:59:59Z'),
  noInvalidDate: true,
});

describe('an instant in ISO 8601', () => {
  it.each([
    ['2023-11-12T19:49:22+00:00', 1_699_818_562_000],
    ['2023-11-12T19:49:22Z', 1_699_818_562_000],
    ['2023-11-12T20:49:22+01:00', 1_699_818_562_000],
    ['2023-11-12T19:49:22.5Z', 1_699_818_562_500],
  ])('is read: %s', (text, expected) => {
    expect(parseIsoInstant(text)).toBe(expected);
  });

  it.each([
    '',
    '2023-11-12',
    '2023-11-12T19:49:22',
    '2023-11-12 19:49:22Z',
    '2023-13-01T00:00:00Z',
  ])('is not guessed from %j', (text) => {
    expect(parseIsoInstant(text)).toBeNull();
  });

  it('has the same value after it was written and read', () => {
    fc.assert(
      fc.property(anInstant, (date) => parseIsoInstant(date.toISOString()) === date.getTime()),
    );
  });
});

describe('a date in HTTP', () => {
  it('has the same value, to the second, after it was written and read', () => {
    fc.assert(
      fc.property(anInstant, (date) => {
        const seconds = Math.floor(date.getTime() / 1000);
        return parseHttpDate(date.toUTCString()) === seconds * 1000;
      }),
    );
  });

  it.each(['', 'Sunday, 06-Nov-94 08:49:37 GMT', 'Sun, 06 Foo 1994 08:49:37 GMT', '784111777'])(
    'is not guessed from %j',
    (text) => {
      expect(parseHttpDate(text)).toBeNull();
    },
  );
});
