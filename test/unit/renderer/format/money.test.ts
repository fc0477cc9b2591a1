import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  figureGroups,
  moneyParts,
  moneyText,
  widthInEms,
} from '../../../../src/renderer/format/money.ts';
import { LANGUAGES, type Language } from '../../../../src/shared/contract.ts';
import { cents, CENTS_MAX } from '../../../../src/shared/money.ts';

const anyAmount = fc.integer({ min: -CENTS_MAX, max: CENTS_MAX }).map(cents);
const euros = (language: Language) => ({ language, currency: 'EUR', minorDigits: 2 }) as const;
/** The text with plain spaces and without direction marks. */
const plain = (text: string): string =>
  text.replaceAll(/[\u00a0\u202f]/g, ' ').replaceAll(/[\u200e\u200f]/g, '');

describe('money as a text', () => {
  it('is written as the language writes it', () => {
    expect(moneyText(cents(1250), euros('en'))).toBe('€12.50');
    expect(plain(moneyText(cents(1250), euros('nl')))).toBe('€ 12,50');
    expect(plain(moneyText(cents(-1_284_05), euros('nl')))).toBe('€ −1.284,05');
    expect(plain(moneyText(cents(-1_284_05), euros('de')))).toBe('−1.284,05 €');
    expect(plain(moneyText(cents(-1_284_05), euros('fr')))).toBe('−1 284,05 €');
    expect(plain(moneyText(cents(-12_284_05), euros('es')))).toBe('−12.284,05 €');
  });

  it('has the digits of the keypad in Arabic, and the currency sign of the country', () => {
    expect(plain(moneyText(cents(-1_284_05), euros('ar')))).toBe('−1,284.05 €');
    expect(plain(moneyText(cents(1250), { language: 'ar', currency: 'AED', minorDigits: 2 }))).toBe(
      '12.50 د.إ.',
    );
  });

  it('shows the sign of a difference, plus or minus, and none for zero', () => {
    const difference = { ...euros('en'), sign: 'always' } as const;
    expect(moneyText(cents(500), difference)).toBe('+€5.00');
    expect(moneyText(cents(-500), difference)).toBe('−€5.00');
    expect(moneyText(cents(0), difference)).toBe('€0.00');
  });

  it('has as many decimals as the owner states, whatever the currency usually has', () => {
    const yen = { language: 'en', currency: 'JPY' } as const;
    expect(moneyText(cents(1_233_317), { ...yen, minorDigits: 0 })).toBe('¥1,233,317');
    expect(moneyText(cents(150), { ...yen, minorDigits: 2 })).toBe('¥1.50');
    const dinars = { language: 'en', currency: 'KWD', minorDigits: 3 } as const;
    expect(plain(moneyText(cents(1_233_317), dinars))).toBe('KWD 1,233.317');
    expect(plain(moneyText(cents(-5), { ...dinars, language: 'de' }))).toBe('−0,005 KWD');
  });
});

describe('money in parts', () => {
  it('adds up to the same text', () => {
    fc.assert(
      fc.property(anyAmount, fc.constantFrom(...LANGUAGES), (amount, language) => {
        const parts = moneyParts(amount, euros(language));
        expect(parts.map(({ text }) => text).join('')).toBe(moneyText(amount, euros(language)));
      }),
    );
  });

  it('has exactly the digits of the amount, the last two as cents', () => {
    fc.assert(
      fc.property(anyAmount, fc.constantFrom(...LANGUAGES), (amount, language) => {
        const parts = moneyParts(amount, euros(language));
        const digits = parts.map(({ text }) => text.replaceAll(/\D/g, '')).join('');
        expect(Number(digits)).toBe(Math.abs(amount));
        expect(parts.find(({ kind }) => kind === 'fraction')?.text).toMatch(/^[.,]\d\d$/);
      }),
    );
  });

  it('keeps its digits together, from left to right, in every language', () => {
    const figures = (amount: number, language: Language): string[] =>
      figureGroups(moneyParts(cents(amount), euros(language)))
        .filter(({ isNumber }) => isNumber)
        .map(({ parts }) => parts.map(({ text }) => text).join(''));
    expect(figures(-1250, 'en')).toEqual(['−', '12.50']);
    expect(figures(-1250, 'de')).toEqual(['−12,50']);
    expect(figures(-1250, 'ar')).toEqual(['−12.50']);
  });

  it('is wider if it is longer', () => {
    const widths = [100, 100_000, 100_000_000].map((amount) =>
      widthInEms(moneyParts(cents(amount), euros('en'))),
    );
    expect(widths).toEqual([...widths].sort((a, b) => a - b));
  });
});
