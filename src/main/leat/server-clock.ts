/**
 * The time on the server, from its `Date` headers, and the time of the ledger, which gives each row its `created_at`.
 * It never falls back to our own wall clock: if the time is not known, it is null.
 */
import { epochMs } from '../../shared/time.ts';
import type { EpochMs } from '../../shared/time.ts';
import type { World } from '../world/world.ts';
import { createClockSkew } from './clock-skew.ts';

export interface ServerClock {
  /** Call it as soon as a reply has come. */
  observe(reply: ObservedReply): void;
  /** The server's time now, between two bounds, by its `Date` headers. Null if it is not known. */
  serverNow(): Bounds | null;
  /** The time now that the ledger would give a row, between two bounds. Null if it is not known. */
  ledgerNow(): Bounds | null;
}

export interface ObservedReply {
  /** From the `Date` header. Null if the reply has none. */
  serverAt: EpochMs | null;
  /** When the request began. */
  sentAtMonotonicMs: number;
  /** The wall clock at that time. */
  sentAtMs: EpochMs;
  /** The time of the row that this request made. Null or left out if it made none. */
  createdAt?: EpochMs | null;
}

export interface Bounds {
  earliest: EpochMs;
  latest: EpochMs;
}

/** How far a clock is ahead of our monotonic clock, and when that was measured. */
interface Offset {
  lowMs: number;
  highMs: number;
  knownAtMonotonicMs: number;
  /** How far our wall clock is ahead of the monotonic one. A change shows that the machine slept or its clock was set. */
  wallOffsetMs: number;
}

/** Times are in whole seconds, rounded down (RFC 9110, 5.6.7). */
const RESOLUTION_MS = 1000;

/** Quartz clocks drift by about 50 parts in a million, either way. This allows for more. */
const DRIFT = 0.0002;

/** If the wall clock moved by more than this against the monotonic one, it was set, or the machine slept. */
const JUMP_MS = 1000;

/** How many of the last measurements count. So a wrong one, as from a reply that was kept, has no effect for long. */
const MEASUREMENTS_MAX = 16;

/** If the measurements contradict each other by more than this, they say nothing. */
const CONTRADICTION_MS_MAX = 30 * 60_000;

type ClockWorld = Pick<World, 'now' | 'monotonicMs'>;

export function createServerClock(world: ClockWorld): ServerClock {
  const dates = createMeasurements(world);
  const rows = createMeasurements(world);
  const skew = createClockSkew(() => world.monotonicMs());

  return {
    observe({ serverAt, sentAtMonotonicMs, sentAtMs, createdAt = null }) {
      // The machine slept while it waited, so nothing says how old the reply is.
      const wallOffsetMs = world.now() - world.monotonicMs();
      if (isJump(wallOffsetMs - (sentAtMs - sentAtMonotonicMs))) return;
      if (serverAt !== null) dates.add(serverAt, sentAtMonotonicMs);
      if (createdAt === null) return;
      rows.add(createdAt, sentAtMonotonicMs);
      const tookMs = world.monotonicMs() - sentAtMonotonicMs;
      if (serverAt !== null) skew.observe({ createdAt, serverAt, tookMs });
    },
    serverNow: () => dates.now(),
    ledgerNow() {
      const byDate = dates.now();
      // Without `Date` headers, only the rows themselves show the ledger's time.
      if (byDate === null) return rows.now();
      const { lowMs, highMs } = skew.bounds(byDate.latest);
      return {
        earliest: epochMs(Math.floor(byDate.earliest + lowMs)),
        latest: epochMs(Math.ceil(byDate.latest + highMs)),
      };
    },
  };
}

function isJump(movedMs: number, driftMs = 0): boolean {
  return Math.abs(movedMs) > JUMP_MS + driftMs;
}

interface Measurements {
  add(at: EpochMs, sentAtMonotonicMs: number): void;
  now(): Bounds | null;
}

function createMeasurements(world: ClockWorld): Measurements {
  let known: Offset[] = [];

  const current = (): Offset[] => {
    const nowMonotonicMs = world.monotonicMs();
    const wallOffsetMs = world.now() - nowMonotonicMs;
    return known.flatMap((offset) => {
      const driftMs = (nowMonotonicMs - offset.knownAtMonotonicMs) * DRIFT;
      const { lowMs, highMs } = offset;
      return isJump(wallOffsetMs - offset.wallOffsetMs, driftMs)
        ? []
        : [{ ...offset, lowMs: lowMs - driftMs, highMs: highMs + driftMs }];
    });
  };

  return {
    add(at, sentAtMonotonicMs) {
      const receivedAtMonotonicMs = world.monotonicMs();
      const seen = {
        lowMs: at - receivedAtMonotonicMs,
        highMs: at + RESOLUTION_MS - sentAtMonotonicMs,
        knownAtMonotonicMs: receivedAtMonotonicMs,
        wallOffsetMs: world.now() - receivedAtMonotonicMs,
      };
      known = [...known, seen].slice(-MEASUREMENTS_MAX);
    },
    now() {
      const offset = combined(current());
      if (offset === null) return null;
      const nowMs = world.monotonicMs();
      return {
        earliest: epochMs(Math.floor(nowMs + offset.lowMs)),
        latest: epochMs(Math.ceil(nowMs + offset.highMs)),
      };
    },
  };
}

/**
 * The bounds that all measurements share. If some contradict each other, the bounds that include all of them: a clock
 * jumped, or a reply was an old one, and nothing shows which.
 */
function combined(offsets: readonly Offset[]): Pick<Offset, 'lowMs' | 'highMs'> | null {
  if (offsets.length === 0) return null;
  const lows = offsets.map(({ lowMs }) => lowMs);
  const highs = offsets.map(({ highMs }) => highMs);
  const shared = { lowMs: Math.max(...lows), highMs: Math.min(...highs) };
  if (shared.lowMs <= shared.highMs) return shared;
  const all = { lowMs: Math.min(...lows), highMs: Math.max(...highs) };
  return all.highMs - all.lowMs <= CONTRADICTION_MS_MAX ? all : null;
}
