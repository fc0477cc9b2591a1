/** A number that comes in two reports is refused. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { teach, type Taught } from '../../../../src/main/readers/teach/teach.ts';
import { runs } from '../../runs.ts';
import { SEED, threeCards } from './any-cards.ts';
import { fromHex, hex, LAB_READER, textReport } from './lab-reader.ts';

describe('a number in two reports with different ids', () => {
  const parts = (first: string, second: string): Uint8Array[] => [fromHex(first), fromHex(second)];
  const isState = (report: Uint8Array): boolean => /^0[12]01(?:00)*$/.test(hex(report));
  const teachOf = (...cards: readonly (readonly Uint8Array[])[]): Taught =>
    teach(
      LAB_READER,
      cards.map((card) => [card, card, card]),
    );

  it.each([
    ['digits', textReport(1, '0012345'), textReport(2, '678\r'), textReport(2, '901\r')],
    [
      'hexadecimal text',
      textReport(1, '04A1B2C3'),
      textReport(2, '11223344'),
      textReport(2, 'AABBCCDD'),
    ],
    ['seven bytes', '0104A1B200', '02C3D4E5F6', '0255667788'],
    ['seven bytes with a cascade tag', '018804A1B2', '02C3D4E5F6', '0255667788'],
    ['ICODE', '01E0040100', '0212345678', '02AABBCCDD'],
    [
      'one sign in the second report',
      textReport(1, '1234567'),
      textReport(2, '8'),
      textReport(2, '9'),
    ],
  ])('is refused: %s', (...[, head, first, second]) => {
    expect(teachOf(parts(head, first), parts(head, second)).kind).toBe('refused');
  });

  it('is refused if only one of the cards needs the second report', () => {
    const long = parts('0104A1B2C3', '02D4E5F6');
    expect(teachOf([fromHex('0111223344')], long)).toMatchObject({ why: 'unclear' });
    expect(teachOf(long, [fromHex('0111223344')])).toMatchObject({ why: 'unclear' });
  });

  it('is not suspected if the other report is empty or only counts', () => {
    const of = (number: string): Uint8Array[][] =>
      [1, 2, 3].map((at) => [fromHex(`01${number}`), fromHex(`0200000${at}`), fromHex('0301')]);
    expect(teach(LAB_READER, [of('11223344'), of('AABBCCDD')])).toMatchObject({
      choices: [{ first: '11223344' }, {}, {}, {}],
    });
  });

  it('is never cut, wherever it is divided', () => {
    const numRuns = runs({ fast: 4_000, full: 100_000 });
    const how = fc.record({ cut: fc.nat(20), isText: fc.boolean(), tail: fc.nat(4) });
    fc.assert(
      fc.property(how, threeCards, ({ cut, isText, tail }, { a, b }) => {
        fc.pre(hex(a) !== hex(b));
        const whole = (number: Uint8Array) => (isText ? Buffer.from(hex(number)) : number);
        const at = 1 + (cut % (whole(a).length - 1));
        const zeros = new Uint8Array(tail);
        const reports = (number: Uint8Array): Uint8Array[] =>
          [whole(number).subarray(0, at), whole(number).subarray(at)].map((part, i) =>
            Uint8Array.from([i + 1, ...part, ...zeros]),
          );
        const halves = [a, b].map(reports);
        const isOnePart = [0, 1].some((i) =>
          halves.every((each) => each[i]?.subarray(1).every((value) => value === 0)),
        );
        // Zeros in both cards are padding, and a single 01 in both is a state of the reader.
        fc.pre(!isOnePart && !halves.every((each) => each.some(isState)));
        expect(teachOf(...halves).kind).toBe('refused');
      }),
      { numRuns, seed: SEED, endOnFailure: true },
    );
  }, 3_600_000);
});
