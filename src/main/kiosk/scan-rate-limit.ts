/**
 * The rate limit for a reader that sends different scans faster than people can show cards. Pure: the caller passes the
 * time of each scan. A card that lies on a reader is not limited here, because it counts as a repeat.
 */
import { allowed, type TokenBucket } from '../readers/token-bucket.ts';

/** A person may show all cards of a wallet at once. */
export const CARDS_AT_ONCE_MAX = 6;

/**
 * People do not show cards faster than this for long. And a question that changes more often than this cannot be
 * answered.
 */
export const CARDS_PER_SECOND_MAX = 2;

const RATE = { atOnceMax: CARDS_AT_ONCE_MAX, perSecond: CARDS_PER_SECOND_MAX };

export type RateLimit = TokenBucket;

export function newRateLimit(atMs: number): RateLimit {
  return { left: CARDS_AT_ONCE_MAX, atMs };
}

/** A scan that comes too fast empties the bucket, so a flooding reader is ignored until it slows down. */
export function takeScan(
  before: RateLimit,
  nowMs: number,
): { limit: RateLimit; isTooFast: boolean } {
  const available = allowed(before, nowMs, RATE);
  const isTooFast = available < 1;
  return { limit: { left: isTooFast ? 0 : available - 1, atMs: nowMs }, isTooFast };
}
