import { describe, expect, it } from 'vitest';
import { createDataPause, createPause } from '../../../../src/main/readers/worker/pause.ts';

/** A process whose timers the test runs. While it is stopped, time passes and no timer runs. */
function aProcess() {
  let nowMs = 0;
  const timers: { atMs: number; run: () => void }[] = [];
  const after = (delayMs: number, run: () => void): (() => void) => {
    const timer = { atMs: nowMs + delayMs, run };
    timers.push(timer);
    return () => void timers.splice(timers.indexOf(timer), timers.includes(timer) ? 1 : 0);
  };
  return {
    after,
    nowMs: () => nowMs,
    stop: (ms: number) => (nowMs += ms),
    /** The timers that are due by now. Those that they start are not due yet. */
    runDue() {
      const due = timers.filter(({ atMs }) => atMs <= nowMs);
      for (const timer of due) timers.splice(timers.indexOf(timer), 1);
      for (const { run } of due) run();
    },
    pass(ms: number) {
      for (let left = ms; left > 0; left -= 1) {
        nowMs += 1;
        this.runDue();
      }
    },
  };
}

describe('a pause in the data of a reader', () => {
  it('ends once after its length', () => {
    const process = aProcess();
    const pause = createPause(process);
    let count = 0;
    pause.restart(251, () => (count += 1));
    process.pass(250);
    expect([count, pause.isRunning()]).toEqual([0, true]);
    process.pass(1);
    expect([count, pause.isRunning()]).toEqual([1, false]);
    process.pass(1_000);
    expect(count).toBe(1);
  });

  it('is not ended by a process that was stopped, so that what arrived meanwhile is read first', () => {
    const process = aProcess();
    const pause = createPause(process);
    let isEnded = false;
    pause.restart(251, () => (isEnded = true));
    process.stop(6_000);
    process.runDue();
    expect(isEnded).toBe(false);
  });
});

describe('the time of the data', () => {
  function aDataPause() {
    const process = aProcess();
    const pause = createDataPause(process);
    return { process, pause, before: pause.nowMs() };
  }

  it('does not count the time in which the process was stopped', () => {
    const { process, pause, before } = aDataPause();
    pause.restart(251, () => undefined);
    process.stop(6_000);
    expect(pause.nowMs() - before).toBe(250);
    process.pass(10);
    expect(pause.nowMs() - before).toBe(260);
  });

  it('counts all time in which the process ran', () => {
    const { process, pause, before } = aDataPause();
    const endedMs: number[] = [];
    pause.restart(251, (atMs) => endedMs.push(atMs - before));
    process.pass(6_000);
    expect(endedMs).toEqual([251]);
    expect(pause.nowMs() - before).toBe(6_000);
  });

  it.each([300, 700, 1_400])(
    'does not count a stop %i ms after the pause, because the rest of a code may have waited',
    (afterMs) => {
      const { process, pause, before } = aDataPause();
      pause.restart(251, () => undefined);
      process.pass(251 + afterMs);
      process.stop(6_000);
      process.runDue();
      expect(pause.nowMs() - before).toBeLessThan(251 + afterMs + 101);
    },
  );

  it('does not count a stop within the last part of the pause', () => {
    const { process, pause, before } = aDataPause();
    const endedMs: number[] = [];
    pause.restart(251, (atMs) => endedMs.push(atMs - before));
    process.pass(249);
    process.stop(6_000);
    process.runDue();
    expect(endedMs).toEqual([251]);
    expect(pause.nowMs() - before).toBe(251);
  });

  it('counts a stop when no rest can come any more', () => {
    const { process, pause, before } = aDataPause();
    pause.restart(251, () => undefined);
    process.pass(7_000);
    process.stop(6_000);
    expect(pause.nowMs() - before).toBe(13_000);
  });

  it('runs no timer after it is cancelled', () => {
    const { process, pause } = aDataPause();
    let count = 0;
    pause.restart(251, () => (count += 1));
    pause.cancel();
    process.pass(3_000);
    expect(count).toBe(0);
  });
});
