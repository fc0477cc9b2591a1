/**
 * The time on the server, from its `Date` headers. It never falls back to our own wall clock: if the time is not known,
 * it is null.
 */
import { epochMs } from '../../shared/time.ts';
import type { EpochMs } from '../../shared/time.ts';
import type { World } from '../world/world.ts';

export interface ServerClock {
  /** Call it as soon as a reply has come, with its `Date` and the time when its request began. */
  observe(reply: { serverAt: EpochMs; sentAtMonotonicMs: number }): void;
  /** The server's time now, between two bounds. Null if it is not known. */
  serverNow(): { earliest: EpochMs; latest: EpochMs } | null;
}

/** How far the server's clock is ahead of our monotonic clock, and when that was measured. */
interface Offset {
  lowMs: number;
  highMs: number;
  knownAtMonotonicMs: number;
  /** How far our wall clock is ahead of the monotonic one. A change shows that the machine slept or its clock was set. */
  wallOffsetMs: number;
}

/** `Date` is in whole seconds, rounded down (RFC 9110, 5.6.7). */
const RESOLUTION_MS = 1000;

/** Quartz clocks drift by about 50 parts in a million, either way. This allows for more. */
const DRIFT = 0.0002;

/** If the wall clock moved by more than this against the monotonic one, it was set, or the machine slept. */
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

/**
 * Narrows the offset with a second measurement. If the two contradict each other, a clock jumped, and only the newer
 * one is valid.
 */
function narrow(before: Offset | null, seen: Offset): Offset {
  if (before === null) return seen;
  const lowMs = Math.max(before.lowMs, seen.lowMs);
  const highMs = Math.min(before.highMs, seen.highMs);
  return lowMs <= highMs ? { ...seen, lowMs, highMs } : seen;
}
