import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cardPattern } from '../../../../src/renderer/components/card-pattern.ts';

describe('the pattern of a card', () => {
  it('is the same for the same shop', () => {
    expect(cardPattern('Krusty Krab')).toEqual(cardPattern('Krusty Krab'));
  });

  it('differs between a thousand shops', () => {
    const patterns = Array.from({ length: 1_000 }, (_, at) =>
      JSON.stringify(cardPattern(`Shop ${at}`)),
    );
    expect(new Set(patterns).size).toBe(1_000);
  });

  it('stays within its grid, keeps the corner of the name free, and is never empty', () => {
    fc.assert(
      fc.property(fc.string(), (seed) => {
        const rounds = cardPattern(seed);
        expect(rounds.length).toBeGreaterThan(5);
        for (const { column, row, turns } of rounds) {
          expect([column, row, turns].every((value) => value >= 0 && value < 4)).toBe(true);
          expect(column + row).toBeGreaterThan(0);
        }
      }),
    );
  });
});
