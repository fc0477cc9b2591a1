/**
 * What time it is on the server, as far as its `Date` headers tell.
 * It never trusts our own wall clock for it, and says null rather than guess.
 */
import { epochMs } from '../../shared/time.ts';
import type { EpochMs } from '../../shared/time.ts';
import type { World } from '../world/world.ts';

export interface ServerClock {
  /** To be told at once when a reply has come: its `Date`, and when its request was begun. */
  observe(reply: { serverAt: EpochMs; sentAtMonotonicMs: number }): void;
  /** The bounds within which the server's clock is now; null until a reply told it. */
  serverNow(): { earliest: EpochMs; latest: EpochMs } | null;
}

/** Where the server's clock is, less our monotonic one, and when that was known. */
interface Offset {
  lowMs: number;
  highMs: number;
  knownAtMonotonicMs: number;
  /** Our wall clock less the monotonic one, to notice that the machine slept or was set. */
  wallOffsetMs: number;
}

/** `Date` is in whole seconds, cut off and not rounded (RFC 9110, 5.6.7). */
const RESOLUTION_MS = 1000;

/** Quartz clocks drift by some 50 parts in a million, each way; this is generous. */
const DRIFT = 0.0002;

/** A wall clock that moved by more than this against the monotonic one was set, or the machine slept. */
const JUMP_MS = 1000;

export function createServerClock(world: Pick<World, 'now' | 'monotonicMs'>): ServerClock {
  let known: Offset | null = null;

  const current = (): Offset | null => {
    if (known === null) return null;
    const nowMonotonicMs = world.monotonicMs();
    const driftMs = (nowMonotonicMs - known.knownAtMonotonicMs) * DRIFT;
    const wallOffsetMs = world.now() - nowMonotonicMs;
    if (Math.abs(wallOffsetMs - known.wallOffsetMs) > JUMP_MS + driftMs) return null;
    return {
      ...known,
      lowMs: known.lowMs - driftMs,
      highMs: known.highMs + driftMs,
      knownAtMonotonicMs: nowMonotonicMs,
    };
  };

  return {
    observe({ serverAt, sentAtMonotonicMs }) {
      const receivedAtMonotonicMs = world.monotonicMs();
      const seen: Offset = {
        lowMs: serverAt - receivedAtMonotonicMs,
        highMs: serverAt + RESOLUTION_MS - sentAtMonotonicMs,
        knownAtMonotonicMs: receivedAtMonotonicMs,
        wallOffsetMs: world.now() - receivedAtMonotonicMs,
      };
      known = narrow(current(), seen);
    },
    serverNow() {
      const offset = current();
      if (offset === null) return null;
      return {
        earliest: epochMs(Math.floor(offset.knownAtMonotonicMs + offset.lowMs)),
        latest: epochMs(Math.ceil(offset.knownAtMonotonicMs + offset.highMs)),
      };
    },
  };
}

/** Both are true, unless they contradict each other: then a clock jumped, and only the newer one is. */
function narrow(before: Offset | null, seen: Offset): Offset {
  if (before === null) return seen;
  const lowMs = Math.max(before.lowMs, seen.lowMs);
  const highMs = Math.min(before.highMs, seen.highMs);
  return lowMs <= highMs ? { ...seen, lowMs, highMs } : seen;
}
