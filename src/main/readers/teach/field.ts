/**
 * Finds the bytes that are a card's number in the reports of two cards. Pure. A number is never taken in part:
 * where it could be longer than what differs between the two cards, that is not decided here but refused.
 */
import type { NfcLayout } from '../decode/nfc-hid.ts';

/** The report that carries the number, once for each presentation of each card. */
export interface Samples {
  first: readonly Uint8Array[];
  second: readonly Uint8Array[];
}

export interface Field extends Pick<NfcLayout, 'reportId' | 'offset' | 'length' | 'empty'> {
  kind: 'field';
  isText: boolean;
}

export type FoundField = Field | { kind: 'refused'; why: 'sameNumber' | 'changes' | 'unclear' };

/** How long numbers of cards are (ISO/IEC 14443-3: 4, 7, 10; ISO/IEC 15693 and FeliCa: 8). */
const COUNTS = [4, 7, 8, 10] as const;
const COUNT_MAX = Math.max(...COUNTS);
/** No reader is known to have a report id above this. */
const REPORT_ID_MAX = 0x1f;
/** Bytes that all happen to be letters are no text; four bytes in hexadecimal digits are eight of them. */
const TEXT_MIN = 8;
const TEXT_MAX = 64;

export function findField(samples: Samples): FoundField {
  const seen = look(samples);
  if (seen === null) return unclear();
  const { marks } = seen;
  const low = marks.indexOf('differs');
  const high = marks.lastIndexOf('differs');
  if (low === -1) {
    const noiseCount = marks.filter((mark) => mark === 'noise').length;
    return { kind: 'refused', why: noiseCount < NUMBER_MIN ? 'sameNumber' : 'changes' };
  }
  const text = textField(seen, low, high);
  if (text !== null) return text;
  return merge(byLength(seen), fixed(seen, low, high), seen);
}

/** Fewer bytes than this that change are a counter, or a time. */
const NUMBER_MIN = 4;

/** What each byte does: the same always, another for each card, or noise within one card. */
type Mark = 'same' | 'differs' | 'noise';

interface Seen extends Samples {
  marks: readonly Mark[];
  /** Of the first card and of the second one, at its first presentation. */
  a: Uint8Array;
  b: Uint8Array;
}

function look({ first, second }: Samples): Seen | null {
  const [a] = first;
  const [b] = second;
  if (a === undefined || b === undefined) return null;
  const size = Math.min(...[...first, ...second].map((report) => report.length));
  const marks = Array.from({ length: size }, (_, at): Mark => {
    const isStable = [first, second].every((of) =>
      of.every((report) => report[at] === of[0]?.[at]),
    );
    if (!isStable) return 'noise';
    return a[at] === b[at] ? 'same' : 'differs';
  });
  return { first, second, marks, a, b };
}

interface Place {
  offset: number;
  length: NfcLayout['length'];
}

/** Places whose length the report itself says. */
function byLength(seen: Seen): Place[] {
  const { marks, a, b } = seen;
  return marks.flatMap((mark, at): Place[] => {
    const counts = [a[at] ?? 0, b[at] ?? 0];
    if (mark === 'noise' || !counts.every(isCount)) return [];
    const count = Math.max(...counts);
    return [at + 1, at + 2, at + 3]
      .filter((offset) => isAllIn(seen, { offset, count, at }))
      .filter((offset) =>
        mark === 'differs'
          ? counts.every((own, card) => [a, b][card]?.[offset + own - 1] !== 0)
          : !isPaddedAround(seen, { offset, count }),
      )
      .map((offset) => ({ offset, length: { kind: 'at', offset: at } }));
  });
}

/** Whether all that differs between the cards is in the number, but for its length. */
function isAllIn(seen: Seen, { offset, count, at }: FixedPlace & { at: number }): boolean {
  const { marks } = seen;
  const end = offset + count;
  const isWithin = end <= marks.length && !marks.slice(offset, end).includes('noise');
  const isOutside = (i: number): boolean => i !== at && (i < offset || i >= end);
  const isAll = marks.every((mark, i) => mark !== 'differs' || !isOutside(i));
  return isWithin && isAll && !mayBeLength(seen, offset);
}

/** A filling at an end says that it is another thing that happens to have this value. */
function isPaddedAround({ a, b }: Seen, { offset, count }: FixedPlace): boolean {
  return [offset, offset + count - 1].some((at) => a[at] === 0 && b[at] === 0);
}

/** The one place of a fixed length that the bytes allow; null where there is none, or more than one. */
function fixed(seen: Seen, low: number, high: number): Place | null {
  const last = hasCheckByte(seen, low, high) ? high - 1 : high;
  const span = last - low + 1;
  const places = COUNTS.flatMap((count) =>
    placesOf(seen, { low, last, count }).map((offset) => ({ offset, count })),
  );
  const exact = places.find(({ count }) => count === span);
  const shaped = places.filter((place) => place.count > span && hasShape(seen, place));
  const longest = exact ?? shaped.at(-1);
  if (longest === undefined || mayBeLength(seen, longest.offset)) return null;
  const isAlone = shaped.every(({ count }) => count < longest.count) || shaped.length === 1;
  const isLargerLikely = places.some(
    (place) => place.count > longest.count && (shaped.includes(place) || !hasPadding(seen, place)),
  );
  return isAlone && !isLargerLikely ? placeOf(longest) : null;
}

/** Cards of two lengths, each of which the report tells. */
function mayBeLength({ a, b }: Seen, at: number): boolean {
  return a[at] !== b[at] && isCount(a[at] ?? 0) && isCount(b[at] ?? 0);
}

interface FixedPlace {
  offset: number;
  count: number;
}

function placeOf({ offset, count }: FixedPlace): Place {
  return { offset, length: { kind: 'fixed', count } };
}

interface Span {
  low: number;
  last: number;
  count: number;
}

/** Where a number of that many bytes can begin so that all that differs is in it. */
function placesOf({ marks, a }: Seen, { low, last, count }: Span): number[] {
  // What the report begins with is its id, unless it is too high for one.
  const isId = marks[0] === 'same' && (a[0] ?? 0) <= REPORT_ID_MAX;
  const from = Math.max(isId ? 1 : 0, last - count + 1);
  return range(from, low).filter((offset) => {
    const end = offset + count;
    return end <= marks.length && !marks.slice(offset, end).includes('noise');
  });
}

/** The same zero in both cards, within it: more likely a filling than a part of a number. */
function hasPadding({ marks, a }: Seen, { offset, count }: FixedPlace): boolean {
  return range(offset, offset + count - 1).some((at) => marks[at] === 'same' && a[at] === 0);
}

/** The first byte of 7 is the maker's (NXP: 04), and of 8 it is E0 (ISO/IEC 15693); either may be sent last. */
function hasShape(seen: Seen, { offset, count }: FixedPlace): boolean {
  const { a, b } = seen;
  const lead = count === 7 ? 0x04 : count === 8 ? 0xe0 : null;
  if (lead === null || hasPadding(seen, { offset, count })) return false;
  return [offset, offset + count - 1].some((at) => a[at] === lead && b[at] === lead);
}

/** Four bytes and all of them combined by exclusive or (ISO/IEC 14443-3, BCC). */
function hasCheckByte({ a, b }: Seen, low: number, high: number): boolean {
  if (high - low + 1 !== 5) return false;
  return [a, b].every(
    (card) => card.subarray(low, high).reduce((sum, byte) => sum ^ byte, 0) === card[high],
  );
}

function merge(lengths: readonly Place[], fixedPlace: Place | null, seen: Seen): FoundField {
  const [one, ...others] = lengths;
  if (one === undefined) return fixedPlace === null ? unclear() : fieldAt(fixedPlace, seen);
  const isSaid =
    isOfTwoLengths(one, seen) ||
    (fixedPlace === null ? isWhole(one, seen) : isSameNumber(one, fixedPlace, seen));
  return isSaid && others.length === 0 ? fieldAt(one, seen) : unclear();
}

/** A value that happens to be a possible length, such as the report's id, is not taken for one. */
function isWhole(place: Place, seen: Seen): boolean {
  const { offset, length } = place;
  const count = countOf(place, seen.a);
  const isExact = [offset, offset + count - 1].every((at) => seen.marks[at] === 'differs');
  return (
    length.kind === 'at' && length.offset > 0 && (isExact || hasShape(seen, { offset, count }))
  );
}

function isOfTwoLengths(place: Place, { a, b }: Seen): boolean {
  return countOf(place, a) !== countOf(place, b);
}

function isSameNumber(said: Place, other: Place, { a, b }: Seen): boolean {
  return [a, b].every(
    (card) => said.offset === other.offset && countOf(said, card) === countOf(other, card),
  );
}

function countOf({ length }: Place, report: Uint8Array): number {
  return length.kind === 'fixed' ? length.count : (report[length.offset] ?? 0);
}

function fieldAt({ offset, length }: Place, seen: Seen, isText = false): Field {
  const isTaken = offset === 0 || (length.kind === 'at' && length.offset === 0);
  const reportId = isTaken || seen.marks[0] !== 'same' ? null : (seen.a[0] ?? null);
  const empty = length.kind === 'fixed' && !isText ? emptyAfter(seen, offset, length.count) : null;
  return { kind: 'field', reportId, offset, length, empty, isText };
}

/** Where a longer number would go on. What changes right behind it may be a counter, which needs the room itself. */
function emptyAfter(seen: Seen, offset: number, count: number): NfcLayout['empty'] {
  const { marks, a } = seen;
  const isChecked = hasCheckByte(seen, offset, offset + count);
  const from = offset + count + (isChecked ? 1 : 0);
  const rest = range(from, Math.min(marks.length, offset + COUNT_MAX) - 1);
  const end = rest.find((at) => marks[at] !== 'same' || a[at] !== 0) ?? from + rest.length;
  return end > from && marks[end] !== 'noise' ? { offset: from, count: end - from } : null;
}

/** A reader that writes the number itself; all that is written together is the number. */
function textField(seen: Seen, low: number, high: number): Field | null {
  const { marks, a, b } = seen;
  const isWritten = (at: number): boolean =>
    marks[at] !== 'noise' && [a, b].every((card) => isWritable(card[at] ?? 0));
  const isEnd = (at: number): boolean =>
    marks[at] !== 'noise' &&
    [a, b].every((card) => isWritable(card[at] ?? 0) || isFiller(card[at] ?? 0));
  if (high - low + 1 < NUMBER_MIN - 1 || !range(low, low + 2).every(isWritten)) return null;
  let offset = low;
  while (offset > 1 && isWritten(offset - 1)) offset -= 1;
  const rest = range(offset, marks.length - 1);
  if (rest.filter((at) => isWritten(at)).length < TEXT_MIN || !rest.every(isEnd)) return null;
  const count = Math.min(TEXT_MAX, marks.length - offset);
  return fieldAt({ offset, length: { kind: 'fixed', count } }, seen, true);
}

function isWritable(byte: number): boolean {
  return /^[0-9A-Za-z._:-]$/.test(String.fromCharCode(byte));
}

/** Nothing, or the end of a line. */
function isFiller(byte: number): boolean {
  return byte === 0 || byte === 0x0d || byte === 0x0a;
}

function isCount(value: number): boolean {
  return COUNTS.some((count) => count === value);
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => from + at);
}

function unclear(): FoundField {
  return { kind: 'refused', why: 'unclear' };
}
