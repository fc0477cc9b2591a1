/**
 * How far the clock of the ledger, which gives each row its `created_at`, is ahead of the clock that makes the `Date`
 * headers. They need not be the same clock. Learned from the replies that have both times.
 */
import type { EpochMs } from '../../shared/time.ts';

export interface ClockSkew {
  /** A reply that made a row: both times, and how long the exchange took. */
  observe(reply: { createdAt: EpochMs; serverAt: EpochMs; tookMs: number }): void;
  /** The bounds of the difference now, at this latest time by the `Date` headers. Wide if it is not known well. */
  bounds(serverNow: EpochMs): { lowMs: number; highMs: number };
}

interface Seen {
  lowMs: number;
  highMs: number;
  atMonotonicMs: number;
  serverAt: EpochMs;
}

/** How many of the last replies count. The two clocks may drift, so all of them together give the bounds. */
const SEEN_MAX = 16;

/** Both times are in whole seconds, rounded down. */
const RESOLUTION_MS = 1_000;

/** Before anything is known, the clocks may differ by this much. A wider window only costs a closer look. */
export const UNKNOWN_SKEW_MS = 15 * 60_000;

/** Clocks that are not set together may drift apart by up to this part of the time that passes. */
const DRIFT = 0.1;

export function createClockSkew(monotonicMs: () => number): ClockSkew {
  let seen: Seen[] = [];
  return {
    observe({ createdAt, serverAt, tookMs }) {
      const differenceMs = createdAt - serverAt;
      const one = {
        lowMs: differenceMs - RESOLUTION_MS,
        highMs: differenceMs + RESOLUTION_MS + tookMs,
        atMonotonicMs: monotonicMs(),
        serverAt,
      };
      seen = [...seen, one].slice(-SEEN_MAX);
    },
    bounds(serverNow) {
      const last = seen.at(-1);
      if (last === undefined) return { lowMs: -UNKNOWN_SKEW_MS, highMs: UNKNOWN_SKEW_MS };
      // Our monotonic clock stops while the machine sleeps. The server's does not.
      const ageMs = Math.max(monotonicMs() - last.atMonotonicMs, serverNow - last.serverAt);
      const driftMs = Math.min(ageMs * DRIFT, UNKNOWN_SKEW_MS);
      return {
        lowMs: Math.min(...seen.map(({ lowMs }) => lowMs)) - driftMs,
        highMs: Math.max(...seen.map(({ highMs }) => highMs)) + driftMs,
      };
    },
  };
}
