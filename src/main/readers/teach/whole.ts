/** Finds all bytes of a report that may belong to the number of a card. Pure. */
import { isEvery, range, type ByteRange, type Comparison } from './samples.ts';

/** The lengths of card numbers in bytes (ISO/IEC 14443-3: 4, 7, 10; ISO/IEC 15693 and FeliCa: 8). */
export const COUNTS = [4, 7, 8, 10] as const;
export const COUNT_MAX = Math.max(...COUNTS);
/**
 * A longer number goes on for at most so many bytes behind a shorter one. The bytes that are found may begin before the
 * number (a length, the kind of card), so this counts from their end.
 */
const REST_MAX = COUNT_MAX - Math.min(...COUNTS);
/** Known readers have no report id above this. */
const REPORT_ID_MAX = 0x1f;
/** The first byte of every ISO/IEC 15693 number. The maker of the card follows. */
const ICODE_FIRST = 0xe0;
/** The highest maker (ISO/IEC 7816-6). */
const MAKER_MAX = 0x7f;
const NXP = 0x04;
/** Makers of cards with seven bytes: ST, NXP, Infineon, TI, EM, Fudan (ISO/IEC 7816-6). */
const MAKERS: ReadonlySet<number> = new Set([0x02, NXP, 0x05, 0x07, 0x16, 0x1d]);

/** Whether the first byte may be a report id. No report has the id 0 (HID 1.11, 6.2.2.7). */
export function hasId({ marks, cards }: Comparison): boolean {
  const first = cards[0]?.[0];
  return marks[0] === 'same' && first !== undefined && first > 0 && first <= REPORT_ID_MAX;
}

/**
 * The bytes that differ, and all bytes next to them that are the same for all cards: cards of one maker or one batch
 * begin or end alike. Zeros at the ends are padding, and must stay zero (`zerosAround`).
 */
export function wholeOf(compared: Comparison, low: number, high: number): ByteRange {
  const { marks } = compared;
  let [from, last] = [low, high];
  while (from > (hasId(compared) ? 1 : 0) && marks[from - 1] === 'same') from -= 1;
  while (marks[last + 1] === 'same') last += 1;
  while (isEvery(compared, from, isZero)) from += 1;
  while (isEvery(compared, last, isZero)) last -= 1;
  return { offset: from, count: last - from + 1 };
}

/**
 * The zeros before and after the number. A longer number would continue there. Zeros next to noise are not counted: they
 * may belong to a counter. Null if there are none.
 */
export function zerosAround(
  compared: Comparison,
  { offset, count }: ByteRange,
): { before: ByteRange | null; after: ByteRange | null } {
  const isEmpty = (at: number): boolean => isEvery(compared, at, isZero);
  const first = hasId(compared) ? 1 : 0;
  const before = range(Math.max(first, offset - COUNT_MAX), offset - 1).toReversed();
  return {
    before: zeros(compared, before.slice(0, lengthOf(before, isEmpty))),
    after: zeros(compared, emptyFrom(compared, offset + count)),
  };
}

/**
 * Whether noise is so near to a number without a length that a longer number could reach it unseen. `place`: with the
 * check byte.
 */
export function mayReachNoise(compared: Comparison, place: ByteRange): boolean {
  const { before, after } = zerosAround(compared, place);
  const isNoise = (at: number): boolean => compared.marks[at] === 'noise';
  const isEmpty = (at: number): boolean => isEvery(compared, at, isZero);
  const [first, next] = [place.offset, place.offset + place.count];
  const behind = range(next, next + COUNT_MAX).find((at) => !isEmpty(at)) ?? next;
  const ahead = range(0, first - 1).findLast((at) => !isEmpty(at)) ?? first;
  const mayGoOn = isNoise(behind) && (after?.count ?? 0) < LONGER_MIN;
  // A counter may stand directly before a number, but zeros after it may be the beginning of a longer number.
  const mayBegin = isNoise(ahead) && ahead < first - 1 && (before?.count ?? 0) < LONGER_MIN;
  const isLongest = place.count >= COUNT_MAX && isKnownShape(compared, place);
  return !isLongest && (mayGoOn || mayBegin);
}

/** Two or three bytes are zero by chance only in very few numbers. */
const LONGER_MIN = 3;

/**
 * The zeros from `from` on, where a longer number would go on, and the place there that the reports of these cards do not
 * have. Null if there are none, or if noise follows them.
 */
export function zerosAfter(compared: Comparison, from: number): ByteRange | null {
  const places = emptyFrom(compared, from);
  const isCounter = [from - 1, from + places.length].some((at) => compared.marks[at] === 'noise');
  return places.length === 0 || isCounter ? null : { offset: from, count: places.length };
}

function emptyFrom(compared: Comparison, from: number): number[] {
  const places = range(from, from + REST_MAX - 1);
  const { marks } = compared;
  const isEmpty = (at: number): boolean => at >= marks.length || isEvery(compared, at, isZero);
  return places.slice(0, lengthOf(places, isEmpty));
}

function zeros({ marks }: Comparison, places: readonly number[]): ByteRange | null {
  const isCounter = (at: number): boolean =>
    range(at - COUNTER_ZEROS, at + COUNTER_ZEROS).some((near) => marks[near] === 'noise');
  const kept = places.filter((at) => !isCounter(at));
  return kept.length === 0 ? null : { offset: Math.min(...kept), count: kept.length };
}

/** A counter of four bytes has so many zeros while it is low. */
const COUNTER_ZEROS = 3;

function lengthOf(places: readonly number[], is: (at: number) => boolean): number {
  const end = places.findIndex((at) => !is(at));
  return end === -1 ? places.length : end;
}

/**
 * Whether these bytes look like a whole number of a known kind, in either byte order: ISO/IEC 15693, or seven bytes of a
 * known maker, or ten of NXP (ISO/IEC 14443-3).
 */
export function isKnownShape(compared: Comparison, place: ByteRange): boolean {
  const { offset, count } = place;
  return (
    (count === 8 && isIcode(compared, place)) ||
    beginsAsKnown(compared, place) ||
    beginsAsKnown(compared, { offset: offset + count - 1, count })
  );
}

/** Whether the byte at `offset` is the maker of a number of `count` bytes. */
export function beginsAsKnown(compared: Comparison, { offset, count }: ByteRange): boolean {
  const isMaker = (byte: number): boolean => (count === 7 ? MAKERS.has(byte) : byte === NXP);
  return (count === 7 || count === 10) && isEvery(compared, offset, isMaker);
}

export function isIcode(compared: Comparison, { offset, count }: ByteRange): boolean {
  const last = offset + count - 1;
  const isFirst = (byte: number): boolean => byte === ICODE_FIRST;
  const isMaker = (byte: number): boolean => byte > 0 && byte <= MAKER_MAX;
  return [[offset, offset + 1] as const, [last, last - 1] as const].some(
    ([first, maker]) => isEvery(compared, first, isFirst) && isEvery(compared, maker, isMaker),
  );
}

function isZero(byte: number): boolean {
  return byte === 0;
}
