/**
 * Whatever cards and readers come to a lesson: a proposal has the whole number of both cards, and tells every other card
 * from them. No pair is left out here, however misleading its bytes are.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runs } from '../../runs.ts';
import { anyReport, cutsOf, encode, isLikeId, SEED, threeCards } from './any-cards.ts';
import { taughtBy } from './lab-reader.ts';

describe('any pair of cards at any reader', () => {
  it('gets the whole number or no proposal, and every proposal tells every other card apart', () => {
    let [plainCount, understoodCount] = [0, 0];
    const numRuns = runs({ fast: 5_000, full: 250_000 });
    fc.assert(
      fc.property(anyReport, threeCards, (how, { a, b, c }) => {
        const repeat = (number: Uint8Array): Uint8Array[] =>
          [0, 1, 2].map(() => encode(how, number));
        fc.pre(!isLikeId(how, [a, b]));
        const taught = taughtBy(repeat(a), repeat(b));
        const isPlain = how.end === 'none';
        if (isPlain) plainCount += 1;
        if (taught.kind === 'refused') return;
        if (isPlain) understoodCount += 1;
        expect(taught.choices.flatMap((choice) => cutsOf(choice, { how, a, b, c }))).toEqual([]);
      }),
      { numRuns, seed: SEED, endOnFailure: true },
    );
    expect(understoodCount / plainCount).toBeGreaterThan(0.25);
  }, 3_600_000);
});
