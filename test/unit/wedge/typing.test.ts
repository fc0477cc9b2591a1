/**
 * How often a person is taken for a scanner, and a scanner for a person, when keys come as slowly as a person's. Both are
 * measured over thousands of random trains.
 */
import { describe, expect, it } from 'vitest';
import { runs } from '../runs.ts';
import { feed, strokes, type Stroke } from './feed-keys.ts';
import { aRandom, keysOfPerson, keysOfScanner } from './people.ts';

const COUNT = runs({ fast: 4_000, full: 40_000 });

/** The part of the trains for which it is true. */
function partOf(isTrue: (random: () => number) => boolean): number {
  const random = aRandom(7);
  return Array.from({ length: COUNT }, () => isTrue(random)).filter(Boolean).length / COUNT;
}

function isKept(keys: readonly Stroke[], amount: string): boolean {
  const { refusedCount, takenBackCount, typed } = feed(keys);
  const written = typed.map((key) =>
    key.kind === 'digit' ? String(key.digit) : key.kind === 'decimalSign' ? ',' : '',
  );
  const isNoAmount = typed.some(({ kind }) => kind === 'noAmount');
  return refusedCount + takenBackCount === 0 && !isNoAmount && written.join('') === amount;
}

const ENDS: readonly (readonly [name: string, end: readonly string[]])[] = [
  ['', []],
  [' and Enter', ['Enter']],
];

describe.each(ENDS)('a person who types an amount%s', (_name, end) => {
  const lostPartOf = (amount: string): number =>
    partOf((random) => !isKept(keysOfPerson([...Array.from(amount), ...end], random), amount));

  it.each(['5', '500', '1000', '1250', '12,5', '7,50'])(
    'is never taken for a scanner: %s',
    (amount) => {
      expect(lostPartOf(amount)).toBe(0);
    },
  );

  it.each(['12,50', '20,00', '125,00', '1250,00', '12500', '50000'])(
    'is taken for one at most twice in a thousand times: %s',
    (amount) => {
      expect(lostPartOf(amount)).toBeLessThanOrEqual(0.002);
    },
  );

  it.each(['125000', '500000', '1250000', '99999,99'])(
    'is taken for one in fewer than two of a hundred times if the amount is long: %s',
    (amount) => {
      expect(lostPartOf(amount)).toBeLessThan(0.02);
    },
  );

  it.each([150, 200, 250, 300])('keeps the digits of 1250, also if each takes %i ms', (ms) => {
    const keys = [...strokes('1250', ms), ...end.map((key) => ({ key, afterMs: ms }))];
    expect(isKept(keys, '1250')).toBe(true);
  });
});

describe('a person who types a PIN of eight digits', () => {
  it('is taken for a scanner in fewer than three of a hundred times', () => {
    const pin = '40638139';
    const lost = partOf((random) => {
      const { refusedCount, typed } = feed(keysOfPerson([...Array.from(pin), 'Enter'], random));
      return refusedCount > 0 || typed.filter(({ kind }) => kind === 'digit').length !== 8;
    });
    expect(lost).toBeLessThan(0.03);
  });
});

describe('a slow and uneven scanner', () => {
  /** The part of its codes that stays in an amount. */
  function keptPartOf(length: number, pace: { keyMs: number; jitterMs: number }): number {
    return partOf((random) => {
      const code = Array.from({ length }, () => String(Math.floor(10 * random())));
      const { typed, takenBackCount } = feed(keysOfScanner([...code, 'Enter'], pace, random));
      const isNoAmount = typed.some(({ kind }) => kind === 'noAmount');
      return takenBackCount === 0 && !isNoAmount && typed.length > 0;
    });
  }
  const PACES = [130, 150, 200].flatMap((keyMs) =>
    [8, 12, 15, 20, 25].map((jitterMs) => ({ keyMs, jitterMs })),
  );

  it.each(PACES)('leaves none of eight digits ($keyMs ms, $jitterMs ms of jitter)', (pace) => {
    expect(keptPartOf(8, pace)).toBe(0);
  });

  it.each(PACES.filter(({ keyMs, jitterMs }) => jitterMs <= 0.1 * keyMs))(
    'leaves seven digits in fewer than one of ten times ($keyMs ms, $jitterMs ms of jitter)',
    (pace) => {
      expect(keptPartOf(7, pace)).toBeLessThan(0.1);
    },
  );

  it.each(PACES)('presses nothing ($keyMs ms, $jitterMs ms of jitter)', (pace) => {
    const presses = partOf((random) => {
      const code = Array.from({ length: 8 }, () => String(Math.floor(10 * random())));
      const { typed } = feed(keysOfScanner([...code, 'Enter', 'Enter'], pace, random));
      return typed.some(({ kind }) => kind === 'press');
    });
    expect(presses).toBe(0);
  });

  it('is taken back at the fourth decimal: no currency has so many', () => {
    const keys = Array.from('213,02000', (key, at) => ({ key, afterMs: at % 2 === 0 ? 140 : 220 }));
    const { typed } = feed(keys);
    expect(typed.some(({ kind }) => kind === 'noAmount')).toBe(true);
  });
});
