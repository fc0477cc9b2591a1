/** Finds a number that has the same length on every card. Pure. */
import {
  NUMBER_MIN,
  ICODE_COUNT,
  FELICA_COUNT,
  hasCheckByte,
  isCount,
  isHalfHidden,
  mayBeLength,
  placeOf,
  ZEROS_MAX,
  type Place,
} from './place.ts';
import { range, type ByteRange, type Comparison } from './samples.ts';
import { COUNTS, hasId, isIcode, isKnownShape, wholeOf } from './whole.ts';

/** The place of a fixed length with all bytes that may belong to the number. Null if no such place has a usual length. */
export function fixedPlace(compared: Comparison, low: number, high: number): Place | null {
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
