/** How long to wait before the next try: growing, bounded, and spread so that terminals do not come all at once. Pure. */

export interface Pace {
  /** A lost reply is looked up at these times after it was given up on; the last one goes on for ever. */
  lookUpMs: readonly [number, ...number[]];
  /** The same for a send that never left or was turned away for now. */
  retryMs: readonly [number, ...number[]];
}

/** The first look-ups come while the customer waits. */
export const PACE: Pace = {
  lookUpMs: [1_000, 2_000, 3_000, 4_000, 50_000, 60_000, 120_000, 300_000, 15 * 60_000],
  retryMs: [2_000, 5_000, 15_000, 30_000, 60_000],
};

/** `attempt` from 0; `random` at least 0 and below 1. */
export function delayMs(
  delaysMs: readonly [number, ...number[]],
  attempt: number,
  random: number,
): number {
  return spread(delaysMs[attempt] ?? delaysMs.at(-1) ?? delaysMs[0], random);
}

/** Up to a fifth later, never earlier. */
function spread(ms: number, random: number): number {
  return Math.round(ms * (1 + 0.2 * random));
}
