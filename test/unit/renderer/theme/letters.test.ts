/** The fonts of the product have every letter of its texts. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { definitionOf } from '../../../../src/shared/languages/index.ts';
import { moneyText } from '../../../../src/renderer/format/money.ts';
import { durationText, momentText } from '../../../../src/renderer/format/time.ts';
import { LANGUAGES, type Language } from '../../../../src/shared/contract.ts';
import { cents } from '../../../../src/shared/money.ts';
import { epochMs } from '../../../../src/shared/time.ts';

const ranges = shippedRanges(readFileSync('src/renderer/theme/theme.css', 'utf8'));
const isShipped = (letter: string): boolean => {
  const point = letter.codePointAt(0) ?? 0;
  return ranges.some(([from, to]) => point >= from && point <= to);
};

describe.each(LANGUAGES)('the letters of the language %s', (language) => {
  it('are all in the fonts that the program ships', () => {
    const messages = readFileSync(`src/renderer/messages/${language}.json`, 'utf8');
    const said = JSON.stringify(JSON.parse(messages), null, 1);
    const letters = new Set(Array.from(said + definitionOf(language).name + formatted(language)));
    expect([...letters].filter((letter) => !isShipped(letter))).toEqual([]);
  });
});

describe('the check of the fonts', () => {
  it('reports a letter that no font has', () => {
    expect(isShipped('ж')).toBe(false);
  });
});

/** Numbers, months and currencies come from Intl, not from the messages. */
function formatted(language: Language): string {
  const year = Array.from({ length: 12 }, (_, month) => epochMs(Date.UTC(2026, month, 21, 13, 58)));
  const lengthsMs = [1_000, 2_000, 3_000, 60_000, 600_000, 7_200_000, 200_000_000];
  const currencies = ['EUR', 'USD', 'GBP', 'CHF', 'AED', 'SAR', 'EGP'];
  const amount = cents(-1_234_567_89);
  return [
    ...year.map((moment) => momentText(moment, epochMs(0), language)),
    ...lengthsMs.map((lengthMs) => durationText(lengthMs, language)),
    ...currencies.map((currency) => moneyText(amount, { language, currency, minorDigits: 2 })),
  ].join('');
}

/** The first and last code point of every `unicode-range` in the style sheet. */
function shippedRanges(css: string): [number, number][] {
  return [...css.matchAll(/unicode-range:([^;]+);/g)]
    .flatMap(([, list = '']) => list.split(','))
    .map((range) => {
      const [from = '', to = from] = range.trim().replace('U+', '').split('-');
      return [Number.parseInt(from, 16), Number.parseInt(to, 16)];
    });
}
