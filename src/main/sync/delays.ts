/** How long to wait before the next try: growing, bounded, and spread so that terminals do not come all at once. Pure. */

/** A lost reply is looked up at these times after it was given up on, the first ones while the customer waits. */
const LOOK_UP_DELAYS_MS = [1_000, 2_000, 3_000, 4_000, 50_000, 60_000, 120_000, 300_000];
const LOOK_UP_DELAY_MS_MAX = 15 * 60_000;

const RETRY_DELAYS_MS = [2_000, 5_000, 15_000, 30_000];
const RETRY_DELAY_MS_MAX = 60_000;

/** `attempt` from 0; `random` at least 0 and below 1. */
export function lookUpDelayMs(attempt: number, random: number): number {
  return spread(LOOK_UP_DELAYS_MS[attempt] ?? LOOK_UP_DELAY_MS_MAX, random);
}

/** After a send that never left or was turned away for now. */
export function retryDelayMs(attempt: number, random: number): number {
  return spread(RETRY_DELAYS_MS[attempt] ?? RETRY_DELAY_MS_MAX, random);
}

/** Up to a fifth later, never earlier. */
function spread(delayMs: number, random: number): number {
  return Math.round(delayMs * (1 + 0.2 * random));
}
