/**
 * Wraps texts into lines of a fixed number of columns. It never splits or loses a letter, and no line is too long.
 * A letter is a grapheme that is one column wide. Texts with wider letters are drawn as a picture instead.
 */
import type { ReceiptRow } from '../../shared/receipt/receipt.ts';

export interface Line {
  text: string;
  isStrong: boolean;
}

/**
 * Makes the lines of a receipt. A pair has its label at the start of the line and its value at the end. If both do not
 * fit on one line, the value goes on the next line.
 */
export function receiptLines(rows: readonly ReceiptRow[], columns: number): Line[] {
  return rows.flatMap((row): Line[] => {
    switch (row.kind) {
      case 'title':
        return wrap(row.text, columns).map((text) => ({ text, isStrong: true }));
      case 'note':
        return wrap(row.text, columns).map((text) => ({ text, isStrong: false }));
      case 'pair':
        return pairLines(row, columns).map((text) => ({ text, isStrong: row.isStrong }));
    }
  });
}

/** Breaks the text at spaces. A word that is longer than a line is broken where the line ends. */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/u).filter((part) => part !== '')) {
    for (const piece of pieces(word, columns)) {
      const longer = line === '' ? piece : `${line} ${piece}`;
      if (columnsOf(longer) <= columns) {
        line = longer;
      } else {
        lines.push(line);
        line = piece;
      }
    }
  }
  return line === '' ? lines : [...lines, line];
}

const SEGMENTER = new Intl.Segmenter('und', { granularity: 'grapheme' });

export function columnsOf(text: string): number {
  return [...SEGMENTER.segment(text)].length;
}

function pairLines(
  { label, value }: Extract<ReceiptRow, { kind: 'pair' }>,
  columns: number,
): string[] {
  const gap = columns - columnsOf(label) - columnsOf(value);
  if (gap >= 1) return [`${label}${' '.repeat(gap)}${value}`];
  const values = wrap(value, columns).map(
    (line) => `${' '.repeat(columns - columnsOf(line))}${line}`,
  );
  return [...wrap(label, columns), ...values];
}

function pieces(word: string, columns: number): string[] {
  const letters = [...SEGMENTER.segment(word)].map(({ segment }) => segment);
  const count = Math.ceil(letters.length / columns);
  return Array.from({ length: count }, (_, index) =>
    letters.slice(index * columns, (index + 1) * columns).join(''),
  );
}
