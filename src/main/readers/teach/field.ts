/**
 * Compares the reports of two or more cards to find the bytes with the card number. Pure. Never returns a part of a number:
 * every byte that may belong to it is inside, or must stay zero. If the cards do not show that, the result is a refusal.
 */
import type { NfcLayout } from '../decode/nfc-hid.ts';
import { isBehind } from './behind.ts';
import {
  compare,
  isEvery,
  isOneChanging,
  isOneTwice,
  range,
  withoutOnes,
  type ByteRange,
  type Comparison,
  type Samples,
} from './samples.ts';
import { findText, findTextAfterLength, type TextRange } from './text-field.ts';
import {
  beginsAsKnown,
  COUNT_MAX,
  COUNTS,
  hasId,
  isIcode,
  isKnownShape,
  mayReachNoise,
  wholeOf,
  zerosAfter,
  zerosAround,
} from './whole.ts';

export interface Field extends Pick<
  NfcLayout,
  'reportId' | 'offset' | 'length' | 'empty' | 'emptyBefore'
> {
  kind: 'field';
  padding: 'zeros' | 'ones';
  isText: boolean;
}

type FieldBeforeZeros = Omit<Field, 'padding'> | Refused;
type Refused = { kind: 'refused'; why: 'sameNumber' | 'changes' | 'unclear' };

export type FoundField = Field | Refused;

/** A card number has at least this many bytes. If fewer bytes change, they are a counter or a time. */
const NUMBER_MIN = 4;
/** With so many zeros at one end, the number of this card may be shorter than the number of the other card. */
const ZEROS_MAX = 2;

export function findField(samples: Samples): FoundField {
  const zeroed = withoutOnes(samples);
  const found = findBeforeZeros(zeroed ?? samples);
  const padding = zeroed === null ? 'zeros' : 'ones';
  return found.kind === 'field' ? { ...found, padding } : found;
}

function findBeforeZeros(samples: Samples): FieldBeforeZeros {
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
  if (isOneTwice(compared)) return { kind: 'refused', why: 'sameNumber' };
  const afterLength = findTextAfterLength(compared, low);
  if (afterLength !== null && marks[low] === 'differs') {
    return textAfterLength(afterLength, compared);
  }
  const text = findText(compared, low, high);
  if (text === 'tooLong') return unclear();
  if (text !== null) return textFieldAt(text, compared);
  const fixed = fixedPlace(compared, low, high);
  return choose(placesByLengthByte(compared, { low, high }), fixed, compared);
}

interface Place {
  offset: number;
  length: NfcLayout['length'];
}

interface Differing {
  low: number;
  high: number;
}

/** The possible places of the number if a byte of the report has the length of the number. */
function placesByLengthByte(compared: Comparison, differing: Differing): Place[] {
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
  const rest = zerosAfter(compared, offset + count, offset + COUNT_MAX);
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
      const isLength = isProven && offset === at;
      if (isLength || isEvery(compared, offset, (byte) => byte === 0)) return false;
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

/** The zeros between the length byte and the number. Null if there are none. */
function gapOf(compared: Comparison, { offset, length }: Place): ByteRange | null {
  const from = length.kind === 'at' ? length.offset + 1 : offset;
  const isEmpty = range(from, offset - 1).every((i) => isEvery(compared, i, (byte) => byte === 0));
  return from < offset && isEmpty ? { offset: from, count: offset - from } : null;
}

/** The zeros directly before the length byte. */
function zerosBefore(compared: Comparison, at: number): ByteRange | null {
  return zerosAround(compared, { offset: at, count: 1 }).before;
}

/** Whether a byte next to these changes with one card only. It may belong to the number of the other card. */
function isHalfHidden({ halves }: Comparison, { offset, count }: ByteRange): boolean {
  return halves.has(offset - 1) || halves.has(offset + count);
}

/** ISO/IEC 15693. */
const ICODE_COUNT = 8;
/** A FeliCa number has no byte to know it by. */
const FELICA_COUNT = 8;

/** Whether the number begins or ends with a zero on all cards. Then the length byte is a length only by chance. */
function isPaddedAround(compared: Comparison, { offset, count }: ByteRange): boolean {
  return [offset, offset + count - 1].some((at) => isEvery(compared, at, (byte) => byte === 0));
}

/** The place of a fixed length with all bytes that may belong to the number. Null if no such place has a usual length. */
function fixedPlace(compared: Comparison, low: number, high: number): Place | null {
  const whole = wholeOf(compared, low, high);
  if (compared.marks.slice(low, high + 1).includes('noise')) return null;
  const isChecked = high - low === NUMBER_MIN && hasCheckByte(compared, whole);
  // Without a report id, the first byte may belong to the number.
  const withId = { offset: 0, count: whole.offset + whole.count };
  if (withId.count === ICODE_COUNT && isIcode(compared, withId)) return placeOf(withId);
  const usual = isChecked ? { ...whole, count: whole.count - 1 } : whole;
  if (mayBeLength(compared, low)) return null;
  if (mayGoOn(compared, usual, low) || isHalfHidden(compared, whole)) return null;
  const isOnly = isChecked || isOnlyLength(compared, usual, high - low + 1);
  return isOnly && !isPartlyEmpty(compared, usual) ? placeOf(usual) : null;
}

/** Whether these bytes are a known kind, or no number of another usual length fits. */
function isOnlyLength(compared: Comparison, whole: ByteRange, differingCount: number): boolean {
  const { offset, count } = whole;
  if (!isCount(count)) return false;
  if (isKnownShape(compared, whole)) return true;
  const isAfterId = hasId(compared) && offset === 1;
  const isAllOfReport = offset + count === compared.marks.length && (isAfterId || offset === 0);
  // Seven bytes of no known maker: with the byte before or after them, they may be a FeliCa number.
  if (count === FELICA_COUNT - 1) return isAllOfReport && offset === 0;
  const lengths = COUNTS.filter((each) => each >= differingCount && each <= count);
  return isAllOfReport || lengths.length === 1;
}

/** Whether a byte may say that the number goes on into the zeros after these bytes. */
function mayGoOn({ marks, cards }: Comparison, { offset, count }: ByteRange, low: number): boolean {
  return range(offset, low - 1).some((at) => {
    const value = cards[0]?.[at] ?? 0;
    const end = at + 1 + value;
    return isCount(value) && end > offset + count && end <= marks.length;
  });
}

/** Whether one card has so many zeros at an end that its number may be a shorter one. */
function isPartlyEmpty({ cards }: Comparison, { offset, count }: ByteRange): boolean {
  return cards.some((card) => {
    const bytes = [...card.subarray(offset, offset + count)];
    return [bytes, bytes.toReversed()].some(
      (each) => each.findIndex((byte) => byte !== 0) > ZEROS_MAX,
    );
  });
}

/** Whether this byte may be a length that differs between the cards. */
function mayBeLength(compared: Comparison, at: number): boolean {
  return compared.marks[at] === 'differs' && isEvery(compared, at, isLength);
}

function placeOf({ offset, count }: ByteRange): Place {
  return { offset, length: { kind: 'fixed', count } };
}

/** Whether the bytes are a 4-byte number and a check byte: the exclusive or of the four (ISO/IEC 14443-3, BCC). */
function hasCheckByte({ cards }: Comparison, { offset, count }: ByteRange): boolean {
  if (count !== NUMBER_MIN + 1) return false;
  const last = offset + NUMBER_MIN;
  return cards.every(
    (card) => card.subarray(offset, last).reduce((sum, byte) => sum ^ byte, 0) === card[last],
  );
}

/** Chooses between the places with a length byte and the place of a fixed length. If in doubt, refuses. */
function choose(
  byLengthByte: readonly Place[],
  fixed: Place | null,
  compared: Comparison,
): FieldBeforeZeros {
  const [one, ...others] = byLengthByte;
  if (one === undefined) {
    return fixed === null || mayHaveFirstByte(fixed, compared) || mayBeLonger(fixed, compared)
      ? unclear()
      : fieldAt(fixed, compared);
  }
  const isProven =
    isOfSeveralLengths(one, compared) || fixed === null || isSameNumber(one, fixed, compared);
  return isProven && others.length === 0 ? fieldAt(one, compared) : unclear();
}

/**
 * Whether only zeros are between the number and a first byte that is an unusual report id. It may be a part of the number: cards at
 * 125 kHz (EM4100) have five bytes, and the first is the code of a customer.
 */
function mayHaveFirstByte({ offset }: Place, compared: Comparison): boolean {
  const isNear = range(1, offset - 1).every((at) => isEvery(compared, at, (byte) => byte === 0));
  return offset > 0 && hasId(compared) && isNear && !isEvery(compared, 0, isUsualId);
}

function isUsualId(byte: number): boolean {
  return byte <= USUAL_ID_MAX;
}

/** Whether a longer number would go on where these cards have a counter. */
function mayBeLonger(place: Place, compared: Comparison): boolean {
  return mayReachNoise(compared, withCheck(place, compared));
}

/** Almost all readers use the lowest report ids. */
const USUAL_ID_MAX = 4;

function isOfSeveralLengths(place: Place, { cards }: Comparison): boolean {
  return new Set(cards.map((card) => countOf(place, card))).size > 1;
}

function isSameNumber(one: Place, other: Place, { cards }: Comparison): boolean {
  return cards.every(
    (card) => one.offset === other.offset && countOf(one, card) === countOf(other, card),
  );
}

function countOf({ length }: Place, report: Uint8Array): number {
  return length.kind === 'fixed' ? length.count : (report[length.offset] ?? 0);
}

function fieldAt({ offset, length }: Place, compared: Comparison): FieldBeforeZeros {
  const reportId = reportIdOf({ offset, length }, compared);
  const isText = false;
  if (length.kind === 'at') {
    const emptyBefore = gapOf(compared, { offset, length }) ?? zerosBefore(compared, length.offset);
    return { kind: 'field', reportId, offset, length, empty: null, emptyBefore, isText };
  }
  const { before, after } = zerosAround(compared, withCheck({ offset, length }, compared));
  return { kind: 'field', reportId, offset, length, empty: after, emptyBefore: before, isText };
}

/** The bytes of a number of a fixed length, with its check byte if it has one. */
function withCheck({ offset, length }: Place, compared: Comparison): ByteRange {
  const count = length.kind === 'fixed' ? length.count : 0;
  const isChecked = hasCheckByte(compared, { offset, count: count + 1 });
  return { offset, count: count + (isChecked ? 1 : 0) };
}

function textFieldAt({ empty, ...text }: TextRange, compared: Comparison): FieldBeforeZeros {
  const place = placeOf(text);
  const reportId = reportIdOf(place, compared);
  return { kind: 'field', reportId, ...place, empty, emptyBefore: null, isText: true };
}

function textAfterLength({ offset }: ByteRange, compared: Comparison): FieldBeforeZeros {
  const length = { kind: 'at', offset: offset - 1, isAlone: true } as const;
  const reportId = reportIdOf({ offset, length }, compared);
  return { kind: 'field', reportId, offset, length, empty: null, emptyBefore: null, isText: true };
}

/** The report id. Null if the first byte is a part of the number, is its length, or differs between the reports. */
function reportIdOf({ offset, length }: Place, { marks, cards }: Comparison): number | null {
  const isUsed = offset === 0 || (length.kind === 'at' && length.offset === 0);
  return isUsed || marks[0] !== 'same' ? null : (cards[0]?.[0] ?? null);
}

function isCount(value: number): boolean {
  return COUNTS.some((count) => count === value);
}

/** Cards of 125 kHz have five bytes. Only a length that is not the same for all cards proves them. */
function isLength(value: number): boolean {
  return value === FIVE_COUNT || isCount(value);
}

const FIVE_COUNT = 5;

function unclear(): Refused {
  return { kind: 'refused', why: 'unclear' };
}
