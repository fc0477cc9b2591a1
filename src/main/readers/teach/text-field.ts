/** Finds a number that the reader sends as text. Pure. */
import { isAim } from '../decode/aim.ts';
import { range, type ByteRange, type Comparison } from './samples.ts';

/** Fewer bytes may look like letters by chance. Four bytes in hexadecimal are eight letters. */
const TEXT_MIN = 8;
const TEXT_MAX = 64;
/** The differing bytes must span at least this many, and begin with this many bytes of text. */
const START_MIN = 3;
const AIM_LENGTH = 3;

export interface TextRange extends ByteRange {
  /** Bytes after the text that must be empty. A longer text continues there, also in a longer report. */
  empty: ByteRange;
}

/**
 * All text around the differing bytes `low` to `high` is the number, without an AIM identifier. Null if they are not
 * text. `tooLong`: no layout holds so much text.
 */
export function findText(
  compared: Comparison,
  low: number,
  high: number,
): TextRange | 'tooLong' | null {
  const { marks, cards } = compared;
  const isText = (at: number): boolean =>
    marks[at] !== 'noise' && cards.every((card) => isTextByte(card[at] ?? 0));
  const isTextOrPadding = (at: number): boolean =>
    marks[at] !== 'noise' &&
    cards.every((card) => isTextByte(card[at] ?? 0) || isPadding(card[at] ?? 0));
  if (high - low + 1 < START_MIN || !range(low, low + START_MIN - 1).every(isText)) return null;
  let start = low;
  while (start > 1 && isText(start - 1)) start -= 1;
  const rest = range(start, marks.length - 1);
  if (rest.filter(isText).length < TEXT_MIN || !rest.every(isTextOrPadding)) return null;
  const offset = start + aimLength(compared, start);
  const end = offset + TEXT_MAX;
  if (range(end, marks.length - 1).some(isText)) return 'tooLong';
  const count = Math.min(TEXT_MAX, marks.length - offset);
  return { offset, count, empty: { offset: offset + count, count: TEXT_MAX } };
}

/**
 * A text after its length, which is not the same for all cards: the length counts exactly the text, also with the end of
 * a line, and only zeros follow. Null if a card has anything else. `low`: the first byte that differs.
 */
export function findTextAfterLength({ marks, cards }: Comparison, low: number): ByteRange | null {
  const all = cards.map((card) => ({ card, end: low + 1 + (card[low] ?? 0) }));
  const texts = all.map(({ card, end }) =>
    Buffer.from(card.subarray(low + 1, end))
      .toString('latin1')
      .replace(/[\r\n]+$/, ''),
  );
  const isText = texts.every((text) => text.length >= TEXT_MIN && /^[ -~]+$/.test(text));
  const isExact = all.every(
    ({ card, end }) =>
      end <= card.length &&
      end <= low + 1 + TEXT_MAX &&
      card.subarray(end).every((byte) => byte === 0),
  );
  const isSteady = !marks.slice(low).includes('noise');
  // An AIM identifier is no part of the number, but the length counts it.
  const hasAim = texts.some((text) => isAim(text.slice(0, AIM_LENGTH)));
  const count = Math.max(...all.map(({ end }) => end)) - low - 1;
  return isText && isExact && isSteady && !hasAim ? { offset: low + 1, count } : null;
}

/** Three, if all texts begin with the same AIM identifier: it names the symbology and is not part of the number. */
function aimLength({ cards }: Comparison, at: number): number {
  const beginnings = cards.map((card) =>
    Buffer.from(card.subarray(at, at + AIM_LENGTH)).toString('latin1'),
  );
  const [first, ...others] = new Set(beginnings);
  return first !== undefined && others.length === 0 && isAim(first) ? AIM_LENGTH : 0;
}

/** Any sign that can be printed: what stands next to the number may belong to it. */
function isTextByte(byte: number): boolean {
  return byte >= 0x20 && byte <= 0x7e;
}

/** A zero or the end of a line. */
function isPadding(byte: number): boolean {
  return byte === 0 || byte === 0x0d || byte === 0x0a;
}
