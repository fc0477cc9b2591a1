import { describe, expect, it } from 'vitest';
import { createClockWatch } from '../../../src/main/kiosk/clock-watch.ts';
import { epochMs } from '../../../src/shared/time.ts';
import { aLog } from '../../builders/log.ts';
import { createClock } from '../../builders/reader-clock.ts';

const MINUTE_MS = 60_000;

/** The clock of this machine is ahead of the server's by `offMs`. Null: the server's time is not known. */
function aWatch(offMs: number | null) {
  const clock = createClock();
  const state = { offMs, askedCount: 0 };
  const { log, entries } = aLog();
  const watch = createClockWatch({
    world: { ...clock, now: () => epochMs(clock.nowMs()) },
    serverNow() {
      if (state.offMs === null) return null;
      const nowMs = clock.nowMs() - state.offMs;
      return { earliest: epochMs(nowMs - 500), latest: epochMs(nowMs + 500) };
    },
    ask: () => {
      state.askedCount += 1;
      return Promise.resolve();
    },
    log,
  });
  watch.start();
  const pass = (minutes: number): void => clock.advance(minutes * MINUTE_MS);
  return { watch, state, pass, logged: () => entries.map(({ message }) => message) };
}

describe('the clock of this machine', () => {
  it.each([0, 59_000, -59_000])('is no matter for staff if it is off by %i ms', (offMs) => {
    const { watch, pass, logged } = aWatch(offMs);
    pass(5);
    expect(watch.notice()).toBeNull();
    expect(logged()).toEqual([]);
  });

  it.each([
    [3 * 60 * MINUTE_MS, true, '10800 s fast'],
    [-5 * 365 * 24 * 60 * MINUTE_MS, false, '157680000 s slow'],
    [MINUTE_MS + 1_000, true, '61 s fast'],
  ])('is shown to staff and logged once if it is off by %i ms', (offMs, isFast, words) => {
    const { watch, pass, logged } = aWatch(offMs);
    pass(30);
    expect(watch.notice()).toEqual({
      ...{ kind: 'clockOff', isFast },
      offByMs: Math.abs(offMs) - 500,
    });
    expect(logged()).toHaveLength(1);
    expect(logged()[0]?.replace(/\d+/, String(Math.round(Math.abs(offMs) / 1000)))).toContain(
      words,
    );
  });

  it('is reported again when it is right, and when it is off on the other side', () => {
    const { state, pass, logged } = aWatch(10 * MINUTE_MS);
    pass(2);
    state.offMs = 0;
    pass(2);
    state.offMs = -10 * MINUTE_MS;
    pass(2);
    expect(logged()).toHaveLength(3);
    expect(logged()[1]).toContain('right again');
    expect(logged()[2]).toContain('slow');
  });

  it('says nothing while the time of the server is not known, and the server is asked now and then', () => {
    const { watch, state, pass, logged } = aWatch(null);
    pass(60);
    expect(watch.notice()).toBeNull();
    expect(logged()).toEqual([]);
    expect(state.askedCount).toBeGreaterThan(0);
    expect(state.askedCount).toBeLessThanOrEqual(5);
  });

  it('is not checked after the kiosk has stopped', () => {
    const { watch, state, pass, logged } = aWatch(0);
    pass(1);
    watch.stop();
    state.offMs = 10 * MINUTE_MS;
    pass(5);
    expect(logged()).toEqual([]);
  });
});
