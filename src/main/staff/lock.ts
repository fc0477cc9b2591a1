/** How long wrong PINs lock the staff area. The lock never affects customers. Pure. */

export interface PinLock {
  readonly wrongCount: number;
  /** The end of the lock, by the monotonic clock. */
  readonly untilMs: number;
}

/** This many wrong PINs have no consequence. */
const FREE_COUNT = 2;
const FIRST_MS = 15_000;
const MAX_MS = 15 * 60_000;
/** From this count on, each wrong PIN locks the staff area for the longest time. */
export const WORST_COUNT = FREE_COUNT + 1 + Math.ceil(Math.log2(MAX_MS / FIRST_MS));

export const NOT_LOCKED: PinLock = { wrongCount: 0, untilMs: 0 };

export function lockedMs({ untilMs }: PinLock, nowMs: number): number {
  return Math.max(0, untilMs - nowMs);
}

/** The lock after one more wrong PIN: 15 seconds at first, then twice as long each time. */
export function afterWrongPin({ wrongCount }: PinLock, nowMs: number): PinLock {
  return lockOf(wrongCount + 1, nowMs);
}

/**
 * The lock after a restart. The whole wait starts again: we cannot trust the clock that runs while the machine is off,
 * because a person who pulls the plug can also set it. If the count is unknown (null), the longest lock applies, which
 * still ends.
 */
export function lockAtStart(wrongCount: number | null, nowMs: number): PinLock {
  return lockOf(wrongCount ?? WORST_COUNT, nowMs);
}

function lockOf(wrongCount: number, nowMs: number): PinLock {
  const doublings = Math.min(wrongCount, WORST_COUNT) - FREE_COUNT - 1;
  const delayMs = doublings < 0 ? 0 : Math.min(FIRST_MS * 2 ** doublings, MAX_MS);
  return { wrongCount, untilMs: nowMs + delayMs };
}
