/** How long wrong PINs keep the door shut. Pure: a function of what was tried and of the time; it never keeps out a customer. */

export interface PinLock {
  readonly wrongCount: number;
  /** By a clock that never goes back. */
  readonly untilMs: number;
}

export const NOT_LOCKED: PinLock = { wrongCount: 0, untilMs: 0 };

/** Anybody may mistype this often. */
const FREE_COUNT = 2;
const FIRST_MS = 15_000;
const MAX_MS = 15 * 60_000;

export function lockedMs({ untilMs }: PinLock, nowMs: number): number {
  return Math.max(0, untilMs - nowMs);
}

/** After one more wrong PIN: 15 seconds, and twice as long each time. */
export function afterWrongPin({ wrongCount }: PinLock, nowMs: number): PinLock {
  const count = wrongCount + 1;
  const delayMs = count <= FREE_COUNT ? 0 : FIRST_MS * 2 ** Math.min(count - FREE_COUNT - 1, 10);
  return { wrongCount: count, untilMs: nowMs + Math.min(delayMs, MAX_MS) };
}
