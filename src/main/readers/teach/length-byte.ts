/** Finds a number whose length is in a byte of the report. Pure. */
import type { NfcLayout } from '../decode/nfc-hid.ts';
import { isBehind } from './behind.ts';
import {
  ICODE_COUNT,
  FELICA_COUNT,
  isCount,
  isHalfHidden,
  isLength,
  mayBeLength,
  ZEROS_MAX,
  zerosBefore,
  type Differing,
  type Place,
} from './place.ts';
import { isEvery, range, type ByteRange, type Comparison } from './samples.ts';
import {
  beginsAsKnown,
  COUNTS,
  hasId,
  isIcode,
  isKnownShape,
  wholeOf,
  zerosAfter,
} from './whole.ts';

/** The possible places of the number if a byte of the report has the length of the number. */
export function placesByLengthByte(compared: Comparison, differing: Differing): Place[] {
  const { marks, cards } = compared;
  return marks.flatMap((mark, at): Place[] => {
    const counts = cards.map((card) => card[at] ?? 0);
    if (mark === 'noise' || !counts.every(mark === 'differs' ? isLength : isCount)) return [];
    const count = Math.max(...counts);
    return [at + 1, at + 2, at + 3]
      .filter((offset) => isAllIn(compared, { offset, count, at }))
      .filter((offset) =>
        mark === 'differs'
          ? isEachWhole(compared, { offset, count, at })
          : isRestOfWhole(compared, { offset, count, at }, differing),
      )
      .map((offset) => ({ offset, length: lengthAt(compared, { offset, count, at }) }));
  });
}

type LengthPlace = ByteRange & { at: number };

/** The byte may be a length by chance. So zeros that follow the number must stay zero. */
function lengthAt(compared: Comparison, { offset, count, at }: LengthPlace): NfcLayout['length'] {
  const rest = zerosAfter(compared, offset + count);
  return { kind: 'at', offset: at, isAlone: rest !== null };
}

/** Whether all bytes that differ between cards are inside the number, except its length byte. */
function isAllIn(compared: Comparison, { offset, count, at }: LengthPlace): boolean {
  const { marks } = compared;
  const end = offset + count;
  const isWithin = end <= marks.length && !marks.slice(offset, end).includes('noise');
  const isOutside = (i: number): boolean => i !== at && (i < offset || i >= end);
  const isAll = marks.every((mark, i) => mark !== 'differs' || !isOutside(i));
  return isWithin && isAll && !mayBeLength(compared, offset);
}

/**
 * Several lengths: each number fills its own length, and nothing follows a shorter one. A byte that is skipped, or the
 * length itself, may be the first byte of a number with something behind it.
 */
function isEachWhole(compared: Comparison, { offset, count, at }: LengthPlace): boolean {
  const { cards } = compared;
  if (isSkipped(compared, at, offset)) return false;
  const numbers = cards.map((card) => ({ card, offset, count: card[at] ?? 0 }));
  const isEach = numbers.every(({ card, count: own }) => {
    const end = offset + own;
    return card[end - 1] !== 0 && card.subarray(end, offset + count).every((byte) => byte === 0);
  });
  const mayBeginEarlier = range(offset - at, BEHIND_MAX).some(
    (shift) =>
      shift <= offset &&
      isBehind(
        numbers.map((each) => ({
          ...each,
          offset: offset - shift,
          end: offset + each.count,
        })),
      ),
  );
  return isEach && !mayBeginEarlier;
}

/** A check byte and a line end of two bytes. */
const BEHIND_MAX = 3;

/** Whether something stands between a length byte and the number. */
function isSkipped(compared: Comparison, at: number, offset: number): boolean {
  return range(at + 1, offset - 1).some((i) => !isEvery(compared, i, (byte) => byte === 0));
}

/**
 * One length: the number is all that follows its length byte, up to the padding. A number without a length byte may have
 * such a byte by chance, so no number of a usual length may begin before that byte.
 */
function isRestOfWhole(
  compared: Comparison,
  { offset, count, at }: LengthPlace,
  { low, high }: Differing,
): boolean {
  if (at === 0 || isPaddedAround(compared, { offset, count })) return false;
  const whole = wholeOf(compared, low, high);
  const end = whole.offset + whole.count;
  if (mayBeLength(compared, low) || isHalfHidden(compared, whole)) return false;
  // A layout compares one run of zeros before the number, and both would have to stay zero.
  const hasGap = offset > at + 1;
  if (hasGap && zerosBefore(compared, at) !== null) return false;
  if (offset + count !== end || isSkipped(compared, at, offset)) return false;
  return !mayBeginBefore(compared, at, end) && !mayEndBefore(compared, { offset, count, at });
}

/** Whether the number begins or ends with a zero on all cards. Then the length byte is a length only by chance. */
function isPaddedAround(compared: Comparison, { offset, count }: ByteRange): boolean {
  return [offset, offset + count - 1].some((at) => isEvery(compared, at, (byte) => byte === 0));
}

/**
 * Whether a number that begins at the length byte or before it may end before the end of `place`: an ISO/IEC 15693
 * number, or any number with bytes behind it that are no part of a number.
 */
function mayEndBefore(compared: Comparison, place: LengthPlace): boolean {
  const { marks, cards } = compared;
  const { at } = place;
  const end = place.offset + place.count;
  // A maker right behind proves that the byte is a length, unless both are inside a longer number.
  const isProven = beginsAsKnown(compared, place);
  return range(firstBefore(compared, at), at).some((offset) =>
    COUNTS.some((count) => {
      const own = offset + count;
      if (own <= at || own > end || marks.slice(offset, own).includes('noise')) return false;
      if (count === ICODE_COUNT && isIcode(compared, { offset, count })) return true;
      const isProvenLength = isProven && offset === at;
      if (isProvenLength || isEvery(compared, offset, (byte) => byte === 0)) return false;
      return isBehind(cards.map((card) => ({ card, offset, count, end })));
    }),
  );
}

/** Where a number may begin before `at`. A report id and zeros do not count: the layout compares them. */
function firstBefore(compared: Comparison, at: number): number {
  const isEmpty = (i: number): boolean => isEvery(compared, i, (byte) => byte === 0);
  return hasId(compared) && range(1, at - 1).every(isEmpty) ? 1 : 0;
}

/** Whether a number without a length byte may begin before `at` and reach to `end`, or end with zeros after it. */
function mayBeginBefore(compared: Comparison, at: number, end: number): boolean {
  const isEmpty = (i: number): boolean => isEvery(compared, i, (byte) => byte === 0);
  return range(firstBefore(compared, at), at - 1).some((offset) =>
    COUNTS.some((count) => {
      const zeroCount = offset + count - end;
      const isReached = zeroCount >= 0 && zeroCount <= ZEROS_MAX && !isEmpty(offset);
      const mayBeFelica = count === FELICA_COUNT && zeroCount < (offset === 0 ? 1 : ZEROS_MAX);
      return isReached && (mayBeFelica || isKnownShape(compared, { offset, count }));
    }),
  );
}
