/**
 * A reader that sends other codes faster than people show cards must not talk to whoever is at the screen. Pure: time
 * comes in with each code. A card that lies on a reader is no matter of this: it is a repeat.
 */
import { allowed, type TokenBucket } from '../readers/token-bucket.ts';

/** So many at once may be somebody's whole wallet. */
export const CARDS_AT_ONCE_MAX = 6;

/** For longer, nobody shows more; and a question that changes more often cannot be answered. */
export const CARDS_PER_SECOND_MAX = 2;

const RATE = { atOnceMax: CARDS_AT_ONCE_MAX, perSecond: CARDS_PER_SECOND_MAX };

export type Pace = TokenBucket;

export function newPace(atMs: number): Pace {
  return { left: CARDS_AT_ONCE_MAX, atMs };
}

/** What comes too fast uses up what was gained, so a reader that has gone mad is not heard at all until it is slower. */
export function keepPace(before: Pace, nowMs: number): { pace: Pace; isTooFast: boolean } {
  const available = allowed(before, nowMs, RATE);
  const isTooFast = available < 1;
  return { pace: { left: isTooFast ? 0 : available - 1, atMs: nowMs }, isTooFast };
}
