/** Draws a receipt as a picture, for scripts without a code page. If a row cannot be drawn, nothing is drawn. */
import type { Language } from '../../shared/contract.ts';
import { directionOf } from '../../shared/languages/direction.ts';
import type { ReceiptRow } from '../../shared/receipt/receipt.ts';
import { printableText } from './letters.ts';
import { isDrawable, loadShaping, runsOf, textElement, type Run } from './shaping.ts';
import { columnsOf, wrap } from './wrap.ts';

export interface Drawing {
  /** RGBA. */
  pixels: Uint8Array;
  width: number;
  height: number;
}

/** Null if a character is in neither font. */
export async function drawReceipt(
  rows: readonly ReceiptRow[],
  language: Language,
  widthInDots: number,
): Promise<Drawing | null> {
  const cleaned = rows.map(cleanedRow);
  if (!cleaned.every((row) => textsOf(row).every(isDrawable))) return null;
  const shaping = await loadShaping();
  const { words, height } = layOut(cleaned, widthInDots);
  const isRtl = directionOf(language) === 'rtl';
  const lines = words.map((each) => ({ words: each, runs: runsOf(each.text).map(trimmed) }));
  const widths = shaping.widthsOf(
    lines.flatMap(({ words: { size }, runs }) => runs.map(({ run }) => ({ run, size }))),
  );
  const texts = lines.flatMap((line) =>
    place(line, { isRtl, width: widthInDots, widths: widths.splice(0, line.runs.length) }),
  );
  return shaping.draw(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${widthInDots}" height="${height}">${texts.join('')}</svg>`,
  );
}

const MARGIN = 8;
export const LINE_IN_DOTS = 40;
const SIZE = { title: 34, pair: 26, note: 22 } as const;
/** In ems. A little more than the average width of a letter in the two fonts. */
const LETTER_WIDTH = 0.6;
const SPACE_WIDTH = 0.27;

interface Words {
  text: string;
  size: number;
  isStrong: boolean;
  /** `start`: the side where lines of the language begin. `end`: the other side. */
  side: 'start' | 'end';
  /** The vertical position of the baseline. */
  y: number;
}

/** Splits the rows into lines and places each text on a line. */
function layOut(rows: readonly ReceiptRow[], width: number): { words: Words[]; height: number } {
  const words: Words[] = [];
  let lineCount = 0;
  const put = (text: string, style: Pick<Words, 'size' | 'isStrong' | 'side'>): void => {
    words.push({ text, ...style, y: lineCount * LINE_IN_DOTS + SIZE.title });
  };
  for (const row of rows) {
    const size = SIZE[row.kind];
    const columns = Math.floor((width - 2 * MARGIN) / (size * LETTER_WIDTH));
    if (row.kind === 'pair') {
      const { label, value, isStrong } = row;
      put(label, { size, isStrong, side: 'start' });
      if (columnsOf(`${label} ${value}`) > columns) lineCount += 1;
      put(value, { size, isStrong, side: 'end' });
      lineCount += 1;
      continue;
    }
    for (const text of wrap(row.text, columns)) {
      put(text, { size, isStrong: row.kind === 'title', side: 'start' });
      lineCount += 1;
    }
  }
  return { words, height: lineCount * LINE_IN_DOTS + MARGIN };
}

interface Line {
  words: Words;
  runs: readonly Trimmed[];
}

interface Paper {
  isRtl: boolean;
  width: number;
  /** The width of each run. */
  widths: readonly number[];
}

/** Places the runs of one text side by side, in the direction of the language. */
function place({ words, runs }: Line, { isRtl, width, widths }: Paper): string[] {
  const { size, isStrong, side, y } = words;
  const space = size * SPACE_WIDTH;
  const boxes = runs.map(({ run, before, after }, index) => ({
    run,
    before: before * space,
    inner: widths[index] ?? 0,
    after: after * space,
  }));
  const total = boxes.reduce((sum, box) => sum + box.before + box.inner + box.after, 0);
  const isLeft = (side === 'start') !== isRtl;
  let x = isLeft ? MARGIN : width - MARGIN - total;
  return (isRtl ? boxes.toReversed() : boxes).map(({ run, before, inner, after }) => {
    // From right to left, the space before a run is on its right.
    const [left, right] = isRtl ? [after, before] : [before, after];
    const element = textElement(run, { x: x + left, y, size, isStrong });
    x += left + inner + right;
    return element;
  });
}

interface Trimmed {
  run: Run;
  /** The number of spaces before and after the run. */
  before: number;
  after: number;
}

function trimmed({ text, family }: Run): Trimmed {
  const run = { text: text.trim(), family };
  const before = text.length - text.trimStart().length;
  return { run, before, after: run.text === '' ? 0 : text.length - text.trimEnd().length };
}

function cleanedRow(row: ReceiptRow): ReceiptRow {
  return row.kind === 'pair'
    ? { ...row, label: printableText(row.label), value: printableText(row.value) }
    : { ...row, text: printableText(row.text) };
}

function textsOf(row: ReceiptRow): string[] {
  return row.kind === 'pair' ? [row.label, row.value] : [row.text];
}
