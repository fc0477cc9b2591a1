/** Finds a number that the reader sends as text. Pure. */
import { range, type ByteRange, type Comparison } from './samples.ts';

/** Fewer bytes may look like letters by chance. Four bytes in hexadecimal are eight letters. */
const TEXT_MIN = 8;
const TEXT_MAX = 64;
/** The differing bytes must span at least this many, and begin with this many bytes of text. */
const START_MIN = 3;

/** All text around the differing bytes `low` to `high` is the number. Null if they are not text. */
export function findText({ marks, a, b }: Comparison, low: number, high: number): ByteRange | null {
  const isText = (at: number): boolean =>
    marks[at] !== 'noise' && [a, b].every((card) => isTextByte(card[at] ?? 0));
  const isTextOrPadding = (at: number): boolean =>
    marks[at] !== 'noise' &&
    [a, b].every((card) => isTextByte(card[at] ?? 0) || isPadding(card[at] ?? 0));
  if (high - low + 1 < START_MIN || !range(low, low + START_MIN - 1).every(isText)) return null;
  let offset = low;
  while (offset > 1 && isText(offset - 1)) offset -= 1;
  const rest = range(offset, marks.length - 1);
  if (rest.filter(isText).length < TEXT_MIN || !rest.every(isTextOrPadding)) return null;
  return { offset, count: Math.min(TEXT_MAX, marks.length - offset) };
}

function isTextByte(byte: number): boolean {
  return /^[0-9A-Za-z._:-]$/.test(String.fromCharCode(byte));
}

/** A zero or the end of a line. */
function isPadding(byte: number): boolean {
  return byte === 0 || byte === 0x0d || byte === 0x0a;
}
