import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cents } from '../../../src/shared/money.ts';
import {
  choose,
  erase,
  NOTHING_TYPED,
  typeDecimalSign,
  typeDigit,
  typeDoubleZero,
  type TypedAmount,
} from '../../../src/main/session/typed-amount.ts';

/** Types the keys: digits, `,` for any decimal sign, `z` for the key with two zeros, `<` for erase. */
function typed(keys: string, minorDigits = 2, from: TypedAmount = NOTHING_TYPED): TypedAmount {
  let amount = from;
  for (const key of keys) {
    if (key === ',') amount = typeDecimalSign(amount, minorDigits);
    else if (key === 'z') amount = typeDoubleZero(amount, minorDigits);
    else if (key === '<') amount = erase(amount, minorDigits);
    else amount = typeDigit(amount, Number(key), minorDigits);
  }
  return amount;
}

describe('the keys of an amount', () => {
  it.each([
    ['12,5', 12_50],
    ['12,50', 12_50],
    ['12,05', 12_05],
    ['12,', 12_00],
    ['12,z', 12_00],
    ['12,5z', 12_50],
    [',5', 50],
    ['0,50', 50],
    ['1,2,3', 1_23],
    ['12,505', 12_50],
    ['1250', 12_50],
    ['12z', 12_00],
    ['12,5<', 12_00],
    ['12,5<<', 12],
    ['12,5<<5', 1_25],
    ['12,50<5', 12_55],
    ['12,50<<<<<', 0],
    ['99999,99', 99_999_99],
    ['99999,999', 99_999_99],
  ])('%s are %i cents', (keys, amountInCents) => {
    expect(typed(keys).amountInCents).toBe(amountInCents);
  });

  it.each([
    ['12,5', 0, 125],
    ['12,5', 3, 12_500],
    ['12,5<', 3, 12_000],
    ['12,', 0, 12],
  ])('%s in a currency with %i decimals are %i of its smallest unit', (keys, digits, amount) => {
    expect(typed(keys, digits).amountInCents).toBe(amount);
  });

  it('are what a person writes, for every amount', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(2, 3),
        fc.integer({ min: 0, max: 9_999 }),
        fc.stringMatching(/^[0-9]{0,3}$/),
        (minorDigits, whole, decimals) => {
          const written = decimals.slice(0, minorDigits);
          const amount = Number(`${whole}${written.padEnd(minorDigits, '0')}`);
          expect(typed(`${whole},${written}`, minorDigits).amountInCents).toBe(amount);
        },
      ),
    );
  });

  it('are each taken back by erase, in any order', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[1-9][0-9]{0,3}(,[0-9]{0,2})?$/), (keys) => {
        for (let length = keys.length - 1; length >= 0; length -= 1) {
          const erased = typed(keys + '<'.repeat(keys.length - length));
          expect(erased.amountInCents).toBe(typed(keys.slice(0, length)).amountInCents);
        }
      }),
    );
  });
});

describe('a chosen amount', () => {
  it('gets decimals after a decimal sign if it is whole', () => {
    const chosen = choose(NOTHING_TYPED, cents(10_00));
    expect(typed(',50', 2, chosen).amountInCents).toBe(10_50);
    const odd = choose(NOTHING_TYPED, cents(2_50));
    expect(typed(',', 2, odd)).toEqual(odd);
  });

  it('is replaced by the digits that follow', () => {
    const chosen = choose(NOTHING_TYPED, cents(20_00));
    expect(typed('3', 2, chosen).amountInCents).toBe(3);
    expect(typed('350', 2, chosen).amountInCents).toBe(3_50);
    expect(typed('3,5', 2, chosen).amountInCents).toBe(3_50);
    expect(typed('z', 2, chosen).amountInCents).toBe(0);
  });

  it('is taken back as a whole by erase', () => {
    expect(typed('<', 2, choose(typed('12'), cents(20_00)))).toEqual(NOTHING_TYPED);
  });

  it('replaces what was typed, also after a decimal sign', () => {
    expect(choose(typed('12,5'), cents(5_00))).toMatchObject({ amountInCents: 5_00 });
  });
});
