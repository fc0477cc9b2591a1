/** A token bucket: a burst limit that refills at a fixed rate. Pure: the time is an argument. */

export interface TokenBucket {
  readonly left: number;
  readonly atMs: number;
}

interface Rate {
  readonly atOnceMax: number;
  readonly perSecond: number;
}

/** The number of tokens in the bucket now. */
export function allowed({ left, atMs }: TokenBucket, nowMs: number, rate: Rate): number {
  const gained = ((nowMs - atMs) / 1_000) * rate.perSecond;
  return Math.min(rate.atOnceMax, left + gained);
}
