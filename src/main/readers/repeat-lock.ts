/**
 * Finds scans that repeat a card because somebody holds it still or the reader read it twice. Pure: each scan brings its
 * time. Never delays a different card.
 */

/** A card that was out of view this long counts as presented again. */
export const REPEAT_MS = 2_500;

/** When each value was last seen. Old values are dropped. */
export type RepeatLock = ReadonlyMap<string, number>;

export const NOTHING_SEEN: RepeatLock = new Map();

export interface Seen {
  lock: RepeatLock;
  isRepeat: boolean;
}

/** `atMs` is from a clock that never goes back. A card that stays in view stays a repeat. */
export function see(lock: RepeatLock, value: string, atMs: number): Seen {
  const recent = [...lock].filter(([, seenAtMs]) => atMs - seenAtMs < REPEAT_MS);
  const isRepeat = recent.some(([seen]) => seen === value);
  return { lock: new Map([...recent, [value, atMs]]), isRepeat };
}
