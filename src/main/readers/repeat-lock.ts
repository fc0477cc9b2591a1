/**
 * Which scans are the same card again, held still or read twice. Pure: time comes in with each scan.
 * A different card is never held up.
 */

/** A card that was away for this long is a new one. */
export const REPEAT_MS = 2_500;

/** When each value was last seen; what was seen too long ago is not kept. */
export type RepeatLock = ReadonlyMap<string, number>;

export const NOTHING_SEEN: RepeatLock = new Map();

export interface Seen {
  lock: RepeatLock;
  isRepeat: boolean;
}

/** By a clock that never goes back. A card that is left in view stays a repeat, for as long as it is. */
export function see(lock: RepeatLock, value: string, atMs: number): Seen {
  const recent = [...lock].filter(([, seenAtMs]) => atMs - seenAtMs < REPEAT_MS);
  const isRepeat = recent.some(([seen]) => seen === value);
  return { lock: new Map([...recent, [value, atMs]]), isRepeat };
}
