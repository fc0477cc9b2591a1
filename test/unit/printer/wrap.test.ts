import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../../src/shared/contract.ts';
import { receiptRows } from '../../../src/shared/receipt/receipt.ts';
import { columnsOf, receiptLines, wrap } from '../../../src/main/printer/wrap.ts';
import { aProof, aReceipt } from '../../builders/receipt.ts';

const columns = fc.constantFrom(32, 42, 48);
const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc.string({
    unit: fc.constantFrom('a', ' ', 'ß', 'ع', 'ـ', 'َ', 'é', '€', '漢', '👩‍👩‍👧'),
    maxLength: 200,
  }),
);

describe('a text that is wrapped', () => {
  it('has no line that is too long, in any script', () => {
    fc.assert(
      fc.property(text, columns, (words, width) => {
        for (const line of wrap(words, width)) expect(columnsOf(line)).toBeLessThanOrEqual(width);
      }),
    );
  });

  it('keeps all letters in their order', () => {
    fc.assert(
      fc.property(text, columns, (words, width) => {
        expect(wrap(words, width).join('').replaceAll(/\s/gu, '')).toBe(
          words.replaceAll(/\s/gu, ''),
        );
      }),
    );
  });

  it('breaks at spaces, and within a word only if necessary', () => {
    expect(wrap('one two  three', 7)).toEqual(['one two', 'three']);
    expect(wrap('abcdefghij k', 4)).toEqual(['abcd', 'efgh', 'ij k']);
    expect(wrap('   ', 4)).toEqual([]);
  });
});

describe.each(LANGUAGES)('the lines of a receipt in %s', (language) => {
  it.each(
    [32, 42, 48].flatMap((width) =>
      [aReceipt({ isInLedger: false, isDemo: true }), aProof({ isDemo: true })].map((receipt) => ({
        width,
        kind: receipt.kind,
        receipt,
      })),
    ),
  )('fit into $width columns, with the values at their end: $kind', ({ width, receipt }) => {
    const rows = receiptRows(receipt, language);
    const lines = receiptLines(rows, width).map((line) => line.text);
    for (const line of lines) expect(columnsOf(line)).toBeLessThanOrEqual(width);
    expect(lines.find((line) => line.endsWith(' K7-0421'))).toHaveLength(width);
  });
});

it('a value that does not fit next to its label is below it', () => {
  const row = { kind: 'pair', label: 'Reference', value: 'K7-0421', isStrong: false } as const;
  expect(receiptLines([row], 12).map((line) => line.text)).toEqual(['Reference', '     K7-0421']);
});
