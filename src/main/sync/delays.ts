/**
 * How long sync waits: for proof, for a late commit, and before the next try.
 * The waits between tries grow up to a limit. They vary at random, so that terminals do not all try at the same time.
 * Pure.
 */

/** The longest that a customer waits for proof of a payment. */
export const PROOF_MS = 10_000;

/** After a lost reply, the commit may still come, or the list may not show it yet, for this long. */
export const SETTLE_MS = 60_000;

export interface Pace {
  /** The waits between the look-ups of a lost reply. The last one repeats for ever. */
  lookUpMs: readonly [number, ...number[]];
  /** The waits between tries of a request that never left, or that the server refused temporarily. */
  retryMs: readonly [number, ...number[]];
}

/** The first four look-ups come while the customer waits. */
export const PACE: Pace = {
  lookUpMs: [1_000, 2_000, 3_000, 4_000, 50_000, 60_000, 120_000, 300_000, 15 * 60_000],
  retryMs: [2_000, 5_000, 15_000, 30_000, 60_000],
};

/** `attempt`: counted from 0. `random`: at least 0 and below 1. */
export function delayMs(
  delaysMs: readonly [number, ...number[]],
  attempt: number,
  random: number,
): number {
  return spread(delaysMs[attempt] ?? delaysMs.at(-1) ?? delaysMs[0], random);
}

/** Adds up to a fifth. The result is never shorter than `ms`. */
function spread(ms: number, random: number): number {
  return Math.round(ms * (1 + 0.2 * random));
}
