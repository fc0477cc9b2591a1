/**
 * Waits for a pause in the data of a reader. After a process was stopped for a while, its timers run before it reads
 * what has arrived meanwhile, so one late timer proves no pause.
 */
import { createRestartableTimer, type Clock } from '../../../shared/restartable-timer.ts';

/** A pause has this many steps. If the process is delayed, at most one step ends by the delay, and the others still run. */
const STEPS = 5;

interface Pause {
  /** Starts the pause again. Calls back when the pause ends without another restart. */
  restart: (run: () => void) => void;
  cancel: () => void;
  /** False if the pause has ended, or was never started. */
  isRunning: () => boolean;
}

export function createPause(lengthMs: number, clock: Clock): Pause {
  const timer = createRestartableTimer(clock);
  let isRunning = false;
  const stepMs = Math.floor(lengthMs / STEPS);
  const lastStepMs = lengthMs - stepMs * (STEPS - 1);
  function wait(stepsLeft: number, run: () => void): void {
    timer.restart(stepsLeft === 1 ? lastStepMs : stepMs, () => {
      if (stepsLeft > 1) {
        wait(stepsLeft - 1, run);
        return;
      }
      isRunning = false;
      run();
    });
  }
  return {
    restart(run) {
      isRunning = true;
      wait(STEPS, run);
    },
    cancel() {
      isRunning = false;
      timer.cancel();
    },
    isRunning: () => isRunning,
  };
}

/** After a pause ended a code, its rest may still come. Longer than any such time of the decoders. */
const REST_MS = 1_500;
const TICK_MS = 100;

export interface DataPause {
  /** The time of the data. It does not count the time in which the process was stopped. */
  nowMs: () => number;
  /** Call it for all data. Calls back with the time of the data when nothing more comes for the length of the pause. */
  restart: (run: (atMs: number) => void) => void;
  cancel: () => void;
}

/**
 * The pause that ends a code, and the time by which its decoder measures. While the pause runs, and while the rest of a
 * code may come, only time in which the process ran is counted: what arrives late may have waited for the process.
 */
export function createDataPause(
  lengthMs: number,
  clock: Clock & { nowMs: () => number },
): DataPause {
  const pause = createPause(lengthMs, clock);
  const rest = createPause(TICK_MS, clock);
  let lastMs = clock.nowMs();
  let stoppedMs = 0;

  /** Since the last look, at most `mostMs` count. */
  function look(mostMs: number): number {
    const atMs = clock.nowMs() - stoppedMs;
    const excessMs = Math.max(0, atMs - lastMs - mostMs);
    stoppedMs += excessMs;
    lastMs = atMs - excessMs;
    return lastMs;
  }

  function tick(leftMs: number): void {
    if (leftMs <= 0) return;
    rest.restart(() => {
      look(TICK_MS);
      tick(leftMs - TICK_MS);
    });
  }

  return {
    nowMs() {
      if (pause.isRunning()) return look(lengthMs - 1);
      return look(rest.isRunning() ? TICK_MS : Infinity);
    },
    restart(run) {
      rest.cancel();
      pause.restart(() => {
        // The process may have been stopped within the last step, and data may wait.
        run(look(lengthMs));
        tick(REST_MS);
      });
    },
    cancel() {
      rest.cancel();
      pause.cancel();
    },
  };
}
