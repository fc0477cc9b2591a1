/** The invariant: the server's true time is always within the bounds, after any sequence of replies. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createServerClock } from '../../../src/main/leat/server-clock.ts';
import type { ServerClock } from '../../../src/main/leat/server-clock.ts';
import { epochMs } from '../../../src/shared/time.ts';
import type { EpochMs } from '../../../src/shared/time.ts';
import { aScriptedWorld } from '../../builders/leat.ts';
import type { ScriptedWorld } from '../../builders/leat.ts';

/** A server whose clock is ahead of ours. Requests and replies take time, and the date is in whole seconds. */
function exchange(world: ScriptedWorld, clock: ServerClock, server: Exchange): void {
  const sent = sentNow(world);
  world.pass(server.thereMs);
  const trueMs = world.now() + server.aheadMs;
  world.pass(server.backMs);
  clock.observe({ serverAt: epochMs(Math.floor(trueMs / 1000) * 1000), ...sent });
}

function sentNow(world: ScriptedWorld): { sentAtMonotonicMs: number; sentAtMs: EpochMs } {
  return { sentAtMonotonicMs: world.monotonicMs(), sentAtMs: world.now() };
}

interface Exchange {
  aheadMs: number;
  thereMs: number;
  backMs: number;
}

const widthMs = (clock: ServerClock): number => {
  const bounds = clock.serverNow();
  return bounds === null ? Infinity : bounds.latest - bounds.earliest;
};

describe('the clock of the ledger', () => {
  const at = (ms: number): EpochMs => epochMs(Math.floor(ms / 1000) * 1000);

  interface Made {
    skewMs: number;
    hasDate?: boolean;
  }

  /** A POST whose row has a time that is ahead of the header. */
  function post(world: ScriptedWorld, clock: ServerClock, made: Made): void {
    const { skewMs, hasDate } = { hasDate: true, ...made };
    const sent = sentNow(world);
    world.pass(50);
    const serverAt = hasDate ? at(world.now()) : null;
    clock.observe({ serverAt, ...sent, createdAt: at(world.now() + skewMs) });
  }

  const isWithin = (clock: ServerClock, trueMs: number): boolean => {
    const bounds = clock.ledgerNow();
    return bounds !== null && bounds.earliest <= trueMs && trueMs <= bounds.latest;
  };

  it('learns nothing from a reply that waited while the machine slept', () => {
    const world = aScriptedWorld();
    const clock = createServerClock(world);
    const sentAtMonotonicMs = world.monotonicMs();
    const sentAtMs = epochMs(world.now() - 30 * 60_000);
    world.pass(50);
    clock.observe({ serverAt: sentAtMs, sentAtMonotonicMs, sentAtMs });
    expect(clock.ledgerNow()).toBeNull();
  });

  it('may be minutes away from the headers before the first row', () => {
    const world = aScriptedWorld();
    const clock = createServerClock(world);
    exchange(world, clock, { aheadMs: 0, thereMs: 5, backMs: 5 });
    expect(isWithin(clock, world.now() + 600_000)).toBe(true);
    expect(isWithin(clock, world.now() - 600_000)).toBe(true);
  });

  it.each([-600_000, -3_000, 0, 3_000, 600_000])('is learned if it differs by %i ms', (skewMs) => {
    const world = aScriptedWorld();
    const clock = createServerClock(world);
    post(world, clock, { skewMs });
    exchange(world, clock, { aheadMs: 0, thereMs: 5, backMs: 5 });
    expect(isWithin(clock, world.now() + skewMs)).toBe(true);
    const bounds = clock.ledgerNow();
    expect((bounds?.latest ?? 0) - (bounds?.earliest ?? 0)).toBeLessThan(5_000);
  });

  it('is within the bounds while it drifts', () => {
    const world = aScriptedWorld();
    const clock = createServerClock(world);
    for (let row = 0; row < 30; row += 1) {
      post(world, clock, { skewMs: row * 2_000 });
      world.pass(60_000);
      exchange(world, clock, { aheadMs: 0, thereMs: 5, backMs: 5 });
      expect(isWithin(clock, world.now() + row * 2_000 + 2_000)).toBe(true);
    }
  });

  it('is within the bounds if it drifted while the machine slept', () => {
    const world = aScriptedWorld();
    const clock = createServerClock(world);
    post(world, clock, { skewMs: 0 });
    // Our monotonic clock stands still while the machine sleeps.
    world.setWallClock(30 * 60_000);
    exchange(world, clock, { aheadMs: 0, thereMs: 5, backMs: 5 });
    expect(isWithin(clock, world.now() + 36_000)).toBe(true);
    expect(isWithin(clock, world.now() - 36_000)).toBe(true);
  });

  it('is known from the rows alone if no reply has a date', () => {
    const world = aScriptedWorld();
    const clock = createServerClock(world);
    expect(clock.ledgerNow()).toBeNull();
    post(world, clock, { skewMs: 90_000, hasDate: false });
    expect(clock.serverNow()).toBeNull();
    expect(isWithin(clock, world.now() + 90_000)).toBe(true);
  });

  it('is not known if the headers contradict each other by an hour', () => {
    const world = aScriptedWorld();
    const clock = createServerClock(world);
    exchange(world, clock, { aheadMs: 0, thereMs: 5, backMs: 5 });
    exchange(world, clock, { aheadMs: 3_600_000, thereMs: 5, backMs: 5 });
    expect(clock.serverNow()).toBeNull();
    for (let reply = 0; reply < 16; reply += 1) {
      exchange(world, clock, { aheadMs: 3_600_000, thereMs: 5, backMs: 5 });
    }
    expect(clock.serverNow()).not.toBeNull();
  });
});

describe('the clock of the server', () => {
  it('is not known before the first reply', () => {
    expect(createServerClock(aScriptedWorld()).serverNow()).toBeNull();
  });

  it('is known to a second and one round trip after the first reply', () => {
    const world = aScriptedWorld();
    const clock = createServerClock(world);
    exchange(world, clock, { aheadMs: 42_000, thereMs: 80, backMs: 40 });
    expect(widthMs(clock)).toBe(1120);
  });

  it('is known more exactly with every reply at another fraction of a second', () => {
    const world = aScriptedWorld();
    const clock = createServerClock(world);
    for (let reply = 0; reply < 10; reply += 1) {
      exchange(world, clock, { aheadMs: 0, thereMs: 10, backMs: 10 });
      world.pass(90);
    }
    expect(widthMs(clock)).toBeLessThan(150);
  });

  it('is known less exactly as time passes without a reply', () => {
    const world = aScriptedWorld();
    const clock = createServerClock(world);
    exchange(world, clock, { aheadMs: 0, thereMs: 0, backMs: 0 });
    const before = widthMs(clock);
    world.pass(3_600_000);
    expect(widthMs(clock)).toBeGreaterThan(before + 1000);
  });

  it('is learned again after it jumped', () => {
    const world = aScriptedWorld();
    const clock = createServerClock(world);
    exchange(world, clock, { aheadMs: 0, thereMs: 5, backMs: 5 });
    exchange(world, clock, { aheadMs: -600_000, thereMs: 5, backMs: 5 });
    const bounds = clock.serverNow();
    const trueMs = world.now() - 600_000;
    expect(bounds?.earliest).toBeLessThanOrEqual(trueMs);
    expect(bounds?.latest).toBeGreaterThanOrEqual(trueMs);
  });

  it('is not known after our own clock was set, until the next reply', () => {
    const world = aScriptedWorld();
    const clock = createServerClock(world);
    exchange(world, clock, { aheadMs: 0, thereMs: 5, backMs: 5 });
    world.setWallClock(-3_600_000);
    expect(clock.serverNow()).toBeNull();
    exchange(world, clock, { aheadMs: 3_600_000, thereMs: 5, backMs: 5 });
    expect(widthMs(clock)).toBe(1010);
  });

  it('is always within the bounds', () => {
    const anExchange = fc.record({
      thereMs: fc.nat(10_000),
      backMs: fc.nat(10_000),
      pauseMs: fc.nat(600_000),
    });
    fc.assert(
      fc.property(
        fc.integer({ min: -1e9, max: 1e9 }),
        fc.array(anExchange, { minLength: 1, maxLength: 30 }),
        (aheadMs, exchanges) => {
          const world = aScriptedWorld();
          const clock = createServerClock(world);
          return exchanges.every(({ thereMs, backMs, pauseMs }) => {
            exchange(world, clock, { aheadMs, thereMs, backMs });
            world.pass(pauseMs);
            const bounds = clock.serverNow();
            const trueMs = world.now() + aheadMs;
            return bounds !== null && bounds.earliest <= trueMs && trueMs <= bounds.latest;
          });
        },
      ),
    );
  });
});
