/** So much at once, and so much more with every second that passes. Pure: time comes in. */

export interface TokenBucket {
  readonly left: number;
  readonly atMs: number;
}

interface Rate {
  readonly atOnceMax: number;
  readonly perSecond: number;
}

/** What may be taken now. */
export function allowed({ left, atMs }: TokenBucket, nowMs: number, rate: Rate): number {
  const gained = ((nowMs - atMs) / 1_000) * rate.perSecond;
  return Math.min(rate.atOnceMax, left + gained);
}
