/**
 * Compares the reports of two cards to find the bytes with the card number. Pure. Never returns a part of a number: if
 * the number may be longer than the bytes that differ between the two cards, the result is a refusal.
 */
import type { NfcLayout } from '../decode/nfc-hid.ts';
import {
  compare,
  isOneChanging,
  range,
  type ByteRange,
  type Comparison,
  type Samples,
} from './samples.ts';
import { findText } from './text-field.ts';

export interface Field extends Pick<NfcLayout, 'reportId' | 'offset' | 'length' | 'empty'> {
  kind: 'field';
  isText: boolean;
}

export type FoundField = Field | { kind: 'refused'; why: 'sameNumber' | 'changes' | 'unclear' };

/** The lengths of card numbers in bytes (ISO/IEC 14443-3: 4, 7, 10; ISO/IEC 15693 and FeliCa: 8). */
const COUNTS = [4, 7, 8, 10] as const;
const COUNT_MAX = Math.max(...COUNTS);
/** Known readers have no report id above this. */
const REPORT_ID_MAX = 0x1f;
/** A card number has at least this many bytes. If fewer bytes change, they are a counter or a time. */
const NUMBER_MIN = 4;

export function findField(samples: Samples): FoundField {
  const compared = compare(samples);
  if (compared === null) return unclear();
  if (isOneChanging(samples)) return { kind: 'refused', why: 'changes' };
  const { marks } = compared;
  const low = marks.indexOf('differs');
  const high = marks.lastIndexOf('differs');
  if (low === -1) {
    const noiseCount = marks.filter((mark) => mark === 'noise').length;
    return { kind: 'refused', why: noiseCount < NUMBER_MIN ? 'sameNumber' : 'changes' };
  }
  const text = findText(compared, low, high);
  if (text !== null) return textFieldAt(text, compared);
  return choose(placesByLengthByte(compared), fixedPlace(compared, low, high), compared);
}

interface Place {
  offset: number;
  length: NfcLayout['length'];
}

/** The possible places of the number if a byte of the report has the length of the number. */
function placesByLengthByte(compared: Comparison): Place[] {
  const { marks, a, b } = compared;
  return marks.flatMap((mark, at): Place[] => {
    const counts = [a[at] ?? 0, b[at] ?? 0];
    if (mark === 'noise' || !counts.every(isCount)) return [];
    const count = Math.max(...counts);
    return [at + 1, at + 2, at + 3]
      .filter((offset) => isAllIn(compared, { offset, count, at }))
      .filter((offset) =>
        mark === 'differs'
          ? counts.every((own, card) => [a, b][card]?.[offset + own - 1] !== 0)
          : !isPaddedAround(compared, { offset, count }),
      )
      .map((offset) => ({ offset, length: { kind: 'at', offset: at } }));
  });
}

/** Whether all bytes that differ between the cards are inside the number, except its length byte. */
function isAllIn(compared: Comparison, { offset, count, at }: ByteRange & { at: number }): boolean {
  const { marks } = compared;
  const end = offset + count;
  const isWithin = end <= marks.length && !marks.slice(offset, end).includes('noise');
  const isOutside = (i: number): boolean => i !== at && (i < offset || i >= end);
  const isAll = marks.every((mark, i) => mark !== 'differs' || !isOutside(i));
  return isWithin && isAll && !mayBeLength(compared, offset);
}

/** Whether the number begins or ends with a zero on both cards. Then the length byte is a length only by chance. */
function isPaddedAround({ a, b }: Comparison, { offset, count }: ByteRange): boolean {
  return [offset, offset + count - 1].some((at) => a[at] === 0 && b[at] === 0);
}

/** The only place of a fixed length that the bytes allow. Null if there is none or more than one. */
function fixedPlace(compared: Comparison, low: number, high: number): Place | null {
  const last = hasCheckByte(compared, low, high) ? high - 1 : high;
  const span = last - low + 1;
  const places = COUNTS.flatMap((count) =>
    placesOf(compared, { low, last, count }).map((offset) => ({ offset, count })),
  );
  const exact = places.find(({ count }) => count === span);
  const shaped = places.filter((place) => place.count > span && hasKnownLead(compared, place));
  const longest = exact ?? shaped.at(-1);
  if (longest === undefined || mayBeLength(compared, longest.offset)) return null;
  const isAlone = shaped.every(({ count }) => count < longest.count) || shaped.length === 1;
  const isLargerLikely = places.some(
    (place) =>
      place.count > longest.count && (shaped.includes(place) || !hasPadding(compared, place)),
  );
  return isAlone && !isLargerLikely ? placeOf(longest) : null;
}

/** Whether this byte may be a length that differs between the cards. */
function mayBeLength({ a, b }: Comparison, at: number): boolean {
  return a[at] !== b[at] && isCount(a[at] ?? 0) && isCount(b[at] ?? 0);
}

function placeOf({ offset, count }: ByteRange): Place {
  return { offset, length: { kind: 'fixed', count } };
}

interface Span {
  low: number;
  last: number;
  count: number;
}

/** Where a number of `count` bytes can begin so that it contains all differing bytes. */
function placesOf({ marks, a }: Comparison, { low, last, count }: Span): number[] {
  // The first byte is the report id, unless its value is too high for one.
  const isId = marks[0] === 'same' && (a[0] ?? 0) <= REPORT_ID_MAX;
  const from = Math.max(isId ? 1 : 0, last - count + 1);
  return range(from, low).filter((offset) => {
    const end = offset + count;
    return end <= marks.length && !marks.slice(offset, end).includes('noise');
  });
}

/** Whether both cards have a zero in the same place: it is more likely padding than a part of the number. */
function hasPadding({ marks, a }: Comparison, { offset, count }: ByteRange): boolean {
  return range(offset, offset + count - 1).some((at) => marks[at] === 'same' && a[at] === 0);
}

/** A 7-byte number begins with its maker (NXP: 04), an 8-byte one with E0 (ISO/IEC 15693). Some readers send it reversed. */
function hasKnownLead(compared: Comparison, { offset, count }: ByteRange): boolean {
  const { a, b } = compared;
  const lead = count === 7 ? 0x04 : count === 8 ? 0xe0 : null;
  if (lead === null || hasPadding(compared, { offset, count })) return false;
  return [offset, offset + count - 1].some((at) => a[at] === lead && b[at] === lead);
}

/** Whether the bytes are a 4-byte number and a check byte: the exclusive or of the four (ISO/IEC 14443-3, BCC). */
function hasCheckByte({ a, b }: Comparison, low: number, high: number): boolean {
  if (high - low + 1 !== 5) return false;
  return [a, b].every(
    (card) => card.subarray(low, high).reduce((sum, byte) => sum ^ byte, 0) === card[high],
  );
}

/** Chooses between the places with a length byte and the place of a fixed length. If in doubt, refuses. */
function choose(
  byLengthByte: readonly Place[],
  fixed: Place | null,
  compared: Comparison,
): FoundField {
  const [one, ...others] = byLengthByte;
  if (one === undefined) return fixed === null ? unclear() : fieldAt(fixed, compared);
  const isProven =
    isOfTwoLengths(one, compared) ||
    (fixed === null ? isWhole(one, compared) : isSameNumber(one, fixed, compared));
  return isProven && others.length === 0 ? fieldAt(one, compared) : unclear();
}

/** False if the length byte may look like a length only by chance, as a report id can. */
function isWhole(place: Place, compared: Comparison): boolean {
  const { offset, length } = place;
  const count = countOf(place, compared.a);
  const isExact = [offset, offset + count - 1].every((at) => compared.marks[at] === 'differs');
  return (
    length.kind === 'at' &&
    length.offset > 0 &&
    (isExact || hasKnownLead(compared, { offset, count }))
  );
}

function isOfTwoLengths(place: Place, { a, b }: Comparison): boolean {
  return countOf(place, a) !== countOf(place, b);
}

function isSameNumber(one: Place, other: Place, { a, b }: Comparison): boolean {
  return [a, b].every(
    (card) => one.offset === other.offset && countOf(one, card) === countOf(other, card),
  );
}

function countOf({ length }: Place, report: Uint8Array): number {
  return length.kind === 'fixed' ? length.count : (report[length.offset] ?? 0);
}

function fieldAt({ offset, length }: Place, compared: Comparison): Field {
  const empty = length.kind === 'fixed' ? emptyAfter(compared, offset, length.count) : null;
  const reportId = reportIdOf({ offset, length }, compared);
  return { kind: 'field', reportId, offset, length, empty, isText: false };
}

function textFieldAt(text: ByteRange, compared: Comparison): Field {
  const place = placeOf(text);
  const reportId = reportIdOf(place, compared);
  return { kind: 'field', reportId, ...place, empty: null, isText: true };
}

/** The report id. Null if the first byte is a part of the number, is its length, or differs between the reports. */
function reportIdOf({ offset, length }: Place, { marks, a }: Comparison): number | null {
  const isUsed = offset === 0 || (length.kind === 'at' && length.offset === 0);
  return isUsed || marks[0] !== 'same' ? null : (a[0] ?? null);
}

/** The zeros after the number, where a longer one would continue. Null if noise follows: they may belong to a counter. */
function emptyAfter(compared: Comparison, offset: number, count: number): NfcLayout['empty'] {
  const { marks, a } = compared;
  const isChecked = hasCheckByte(compared, offset, offset + count);
  const from = offset + count + (isChecked ? 1 : 0);
  const rest = range(from, Math.min(marks.length, offset + COUNT_MAX) - 1);
  const end = rest.find((at) => marks[at] !== 'same' || a[at] !== 0) ?? from + rest.length;
  return end > from && marks[end] !== 'noise' ? { offset: from, count: end - from } : null;
}

function isCount(value: number): boolean {
  return COUNTS.some((count) => count === value);
}

function unclear(): FoundField {
  return { kind: 'refused', why: 'unclear' };
}
