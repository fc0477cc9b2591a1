/** Chooses between the places where a number may be, or none of them. Pure. */
import { countOf, withCheck, type Place } from './place.ts';
import { isEvery, range, type Comparison } from './samples.ts';
import { hasId, mayReachNoise } from './whole.ts';

/** Chooses between the places with a length byte and the place of a fixed length. Null if there is a doubt. */
export function choose(
  byLengthByte: readonly Place[],
  fixed: Place | null,
  compared: Comparison,
): Place | null {
  const [one, ...others] = byLengthByte;
  if (one === undefined) {
    return fixed === null || mayHaveFirstByte(fixed, compared) || mayBeLonger(fixed, compared)
      ? null
      : fixed;
  }
  const isProven =
    isOfSeveralLengths(one, compared) || fixed === null || isSameNumber(one, fixed, compared);
  return isProven && others.length === 0 ? one : null;
}

/**
 * Whether only zeros are between the number and a first byte that is an unusual report id. It may be a part of the
 * number: cards at 125 kHz (EM4100) have five bytes, and the first is the code of a customer.
 */
function mayHaveFirstByte({ offset }: Place, compared: Comparison): boolean {
  const isNear = range(1, offset - 1).every((at) => isEvery(compared, at, (byte) => byte === 0));
  return offset > 0 && hasId(compared) && isNear && !isEvery(compared, 0, isUsualId);
}

function isUsualId(byte: number): boolean {
  return byte <= USUAL_ID_MAX;
}

/** Almost all readers use the lowest report ids. */
const USUAL_ID_MAX = 4;

/** Whether a longer number would go on where these cards have a counter. */
function mayBeLonger(place: Place, compared: Comparison): boolean {
  return mayReachNoise(compared, withCheck(place, compared));
}

function isOfSeveralLengths(place: Place, { cards }: Comparison): boolean {
  return new Set(cards.map((card) => countOf(place, card))).size > 1;
}

function isSameNumber(one: Place, other: Place, { cards }: Comparison): boolean {
  return cards.every(
    (card) => one.offset === other.offset && countOf(one, card) === countOf(other, card),
  );
}
