import { describe, expect, it } from 'vitest';
import { createRestartableTimer, type Clock } from '../../../src/shared/restartable-timer.ts';

/** A clock whose pending runs are fired by hand. */
function aClock(): Clock & { pending: () => readonly number[]; fire: () => void } {
  const runs = new Map<number, { delayMs: number; run: () => void }>();
  let number = 0;
  return {
    after(delayMs, run) {
      number += 1;
      const id = number;
      runs.set(id, { delayMs, run });
      return () => runs.delete(id);
    },
    pending: () => [...runs.values()].map(({ delayMs }) => delayMs),
    fire() {
      for (const [id, { run }] of [...runs]) {
        runs.delete(id);
        run();
      }
    },
  };
}

describe('a restartable timer', () => {
  it('runs once after it was started', () => {
    const clock = aClock();
    const timer = createRestartableTimer(clock);
    let runCount = 0;
    timer.restart(100, () => (runCount += 1));
    clock.fire();
    clock.fire();
    expect(runCount).toBe(1);
  });

  it('replaces the pending run when it is restarted', () => {
    const clock = aClock();
    const timer = createRestartableTimer(clock);
    const ran: string[] = [];
    timer.restart(100, () => ran.push('first'));
    timer.restart(200, () => ran.push('second'));
    expect(clock.pending()).toEqual([200]);
    clock.fire();
    expect(ran).toEqual(['second']);
  });

  it('keeps the pending run when it is started only if idle', () => {
    const clock = aClock();
    const timer = createRestartableTimer(clock);
    const ran: string[] = [];
    timer.startIfIdle(100, () => ran.push('first'));
    timer.startIfIdle(200, () => ran.push('second'));
    expect(clock.pending()).toEqual([100]);
    clock.fire();
    timer.startIfIdle(300, () => ran.push('third'));
    clock.fire();
    expect(ran).toEqual(['first', 'third']);
  });

  it('runs nothing after it was cancelled', () => {
    const clock = aClock();
    const timer = createRestartableTimer(clock);
    timer.restart(100, () => undefined);
    timer.cancel();
    timer.cancel();
    expect(clock.pending()).toEqual([]);
  });

  it('can be restarted from its own run', () => {
    const clock = aClock();
    const timer = createRestartableTimer(clock);
    timer.restart(100, () => timer.restart(200, () => undefined));
    clock.fire();
    expect(clock.pending()).toEqual([200]);
    timer.cancel();
    expect(clock.pending()).toEqual([]);
  });
});
