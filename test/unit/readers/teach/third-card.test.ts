/** A third card shows where the number is, if two cards do not. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runs } from '../../runs.ts';
import { anyReport, cutsOf, encode, isLikeId, SEED, threeCards } from './any-cards.ts';
import { taughtBy, taughtHex } from './lab-reader.ts';

describe('a third card, where two do not decide', () => {
  it('shows where the number begins and ends, if it is less alike', () => {
    const of = (number: string): string => `01${number}${'00'.repeat(6)}`;
    const [one, two] = [of('012E4C1212345678'), of('012E4C12AABBCCDD')];
    expect(taughtHex(one, two)).toEqual(['unclear']);
    expect(taughtHex(one, two, of('055A112233445566'))).toEqual([
      '012E4C1212345678',
      '012E4C12AABBCCDD',
    ]);
    expect(taughtHex(one, two, of('012E4C1299887766'))).toEqual(['unclear']);
  });

  it('must not be one of the two', () => {
    const [one, two] = ['0152C31234567800', '0152C3AABBCCDD00'];
    expect(taughtHex(one, two, two)).toEqual(['sameNumber']);
  });

  it('never makes a proposal that cuts a number or takes two cards for one', () => {
    let [unclearCount, understoodCount] = [0, 0];
    const numRuns = runs({ fast: 4_000, full: 150_000 });
    fc.assert(
      fc.property(
        anyReport,
        threeCards,
        fc.array(threeCards, { minLength: 2, maxLength: 2 }),
        (...args) => {
          const [how, { a, b, c }, others] = args;
          const repeat = (number: Uint8Array): Uint8Array[] =>
            [0, 1, 2].map(() => encode(how, number));
          fc.pre(!isLikeId(how, [a, b]));
          let taught = taughtBy(repeat(a), repeat(b));
          if (taught.kind === 'profile' || taught.why !== 'unclear') return;
          unclearCount += 1;
          const more: Uint8Array[] = [];
          for (const other of others) {
            more.push(other.a);
            taught = taughtBy(...[a, b, ...more].map(repeat));
            if (taught.kind === 'profile') break;
          }
          if (taught.kind === 'refused') return;
          understoodCount += 1;
          const faults = taught.choices.flatMap((choice) => cutsOf(choice, { how, a, b, c, more }));
          expect(faults).toEqual([]);
        },
      ),
      { numRuns, seed: SEED, endOnFailure: true },
    );
    expect(understoodCount / unclearCount).toBeGreaterThan(0.1);
  }, 3_600_000);
});
