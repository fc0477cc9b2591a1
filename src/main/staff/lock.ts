/** How long wrong PINs keep the door shut. Pure: a function of what was tried and of the time; it never keeps out a customer. */

export interface PinLock {
  readonly wrongCount: number;
  /** By a clock that never goes back. */
  readonly untilMs: number;
}

/** Anybody may mistype this often. */
const FREE_COUNT = 2;
const FIRST_MS = 15_000;
const MAX_MS = 15 * 60_000;
/** From here on it is shut for the longest while. */
export const WORST_COUNT = FREE_COUNT + 1 + Math.ceil(Math.log2(MAX_MS / FIRST_MS));

export const NOT_LOCKED: PinLock = { wrongCount: 0, untilMs: 0 };

export function lockedMs({ untilMs }: PinLock, nowMs: number): number {
  return Math.max(0, untilMs - nowMs);
}

/** After one more wrong PIN: 15 seconds, and twice as long each time. */
export function afterWrongPin({ wrongCount }: PinLock, nowMs: number): PinLock {
  return lockOf(wrongCount + 1, nowMs);
}

/**
 * After a restart. The whole wait begins anew: no clock that goes on while the machine is off can be believed, as whoever
 * pulls its plug can set it. A count that cannot be known (null) is taken for the worst, which still ends.
 */
export function lockAtStart(wrongCount: number | null, nowMs: number): PinLock {
  return lockOf(wrongCount ?? WORST_COUNT, nowMs);
}

function lockOf(wrongCount: number, nowMs: number): PinLock {
  const doublings = Math.min(wrongCount, WORST_COUNT) - FREE_COUNT - 1;
  const delayMs = doublings < 0 ? 0 : Math.min(FIRST_MS * 2 ** doublings, MAX_MS);
  return { wrongCount, untilMs: nowMs + delayMs };
}
