/** A counter next to a number stands where a longer number would go on. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeNfcHid } from '../../../../src/main/readers/decode/nfc-hid.ts';
import { runs } from '../../runs.ts';
import { bytesRead, SEED, threeCards } from './any-cards.ts';
import { fromHex, hex, taughtBy } from './lab-reader.ts';

describe('a counter next to a number without a length', () => {
  const counted = (...parts: readonly (readonly [before: string, after: string])[]): string[] => {
    const taught = taughtBy(
      ...parts.map(([before, after], card) =>
        [1, 2, 3].map((at) =>
          fromHex(`${before}${hex(Uint8Array.of(0x90 + 5 * at + card))}${after}`),
        ),
      ),
    );
    return taught.kind === 'refused' ? [taught.why] : taught.choices.map(({ first }) => first);
  };
  const behind = (zeros: string, ...numbers: readonly string[]): string[] =>
    counted(...numbers.map((number) => [`01${number}${zeros}`, '00'] as const));

  it('may stand where a longer number goes on, so it is refused', () => {
    expect(behind('', '447D8754', '5C6CED68')).toEqual(['unclear']);
    expect(behind('', '037BB4BD', '03112233')).toEqual(['unclear']);
    expect(behind('000000', '447D8754', '5C6CED68')).toEqual(['unclear']);
    expect(behind('', 'E004010040436235', 'E00401004C5E2B14')).toEqual(['unclear']);
    const before = counted(['01', '00000000447D8754'], ['01', '000000005C6CED68']);
    expect(before).toEqual(['unclear']);
  });

  it('is no doubt if there is room for a longer number, or no number is longer', () => {
    expect(behind('000000000000', '447D8754', '5C6CED68')).toContain('447D8754');
    expect(counted(['01', '447D8754'], ['01', '5C6CED68'])).toContain('447D8754');
    expect(behind('', '04A1B2C3D4E512345678', '04A1B2C3D4E5AABBCCDD')).toContain(
      '04A1B2C3D4E512345678',
    );
  });
});

describe('a reader with a counter behind the number', () => {
  it('never cuts a card of another length that comes later', () => {
    let understoodCount = 0;
    const numRuns = runs({ fast: 4_000, full: 150_000 });
    const how = fc.record({
      head: fc.constantFrom([1], [1, 0, 0], [1, 0x5a]),
      zeros: fc.nat(10),
      tail: fc.constantFrom(0, 8),
    });
    fc.assert(
      fc.property(how, threeCards, threeCards, ({ head, zeros, tail }, { a, b }, { a: later }) => {
        const sent = (number: Uint8Array, at: number): Uint8Array =>
          Uint8Array.from(
            [head, number, Array(zeros).fill(0), [0x90 + at], Array(tail).fill(0)].flatMap(
              (part: ArrayLike<number>) => Array.from(part),
            ),
          );
        const taught = taughtBy(
          [1, 3, 5].map((at) => sent(a, at)),
          [2, 4, 7].map((at) => sent(b, at)),
        );
        if (taught.kind === 'refused') return;
        const [{ settings }] = taught.choices;
        if (settings.driver !== 'nfcHid' || settings.layout.base === 'text') return;
        understoodCount += 1;
        const { layout } = settings;
        const report = sent(later, 9);
        if (decodeNfcHid(report, layout).code === null) return;
        const significant = hex(later).replaceAll(/^(?:00)+|(?:00)+$/g, '');
        expect(bytesRead(report, layout, true)).toContain(significant);
      }),
      { numRuns, seed: SEED, endOnFailure: true },
    );
    expect(understoodCount / numRuns).toBeGreaterThan(0.1);
  }, 3_600_000);
});
