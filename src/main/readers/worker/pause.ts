/**
 * Waits for a pause in the data of a reader. After a process was stopped for a while, its timers run before it reads
 * what has arrived meanwhile, so one late timer proves no pause.
 */
import { createRestartableTimer, type Clock } from '../../../shared/restartable-timer.ts';
import { REST_OF_PART_MS } from '../decode/decoding.ts';

/** A pause has this many steps. If the process is delayed, at most one step ends by the delay, and the others still run. */
const STEPS = 5;

interface Pause {
  /** Starts the pause again. Calls back when the pause ends without another restart. */
  restart: (lengthMs: number, run: () => void) => void;
  cancel: () => void;
  /** False if the pause has ended, or was never started. */
  isRunning: () => boolean;
}

export function createPause(clock: Clock): Pause {
  const timer = createRestartableTimer(clock);
  let isRunning = false;
  function wait(lengthMs: number, stepsLeft: number, run: () => void): void {
    const stepMs = Math.floor(lengthMs / stepsLeft);
    timer.restart(stepMs, () => {
      if (stepsLeft > 1) {
        wait(lengthMs - stepMs, stepsLeft - 1, run);
        return;
      }
      isRunning = false;
      run();
    });
  }
  return {
    restart(lengthMs, run) {
      isRunning = true;
      wait(lengthMs, STEPS, run);
    },
    cancel() {
      isRunning = false;
      timer.cancel();
    },
    isRunning: () => isRunning,
  };
}

/** After a pause ended a code, its rest may still come. Longer than the time for which the decoders refuse any rest. */
const REST_MS = REST_OF_PART_MS + 500;
const TICK_MS = 100;

export interface DataPause {
  /** The time of the data. It does not count the time in which the process was stopped. */
  nowMs: () => number;
  /** Call it for all data. Calls back with the time of the data when nothing more comes for the length of the pause. */
  restart: (lengthMs: number, run: (atMs: number) => void) => void;
  cancel: () => void;
}

/**
 * The pause that ends a code, and the time by which its decoder measures. While the pause runs, and while the rest of a
 * code may come, only time in which the process ran is counted: what arrives late may have waited for the process.
 */
export function createDataPause(clock: Clock & { nowMs: () => number }): DataPause {
  const pause = createPause(clock);
  const rest = createPause(clock);
  let pauseMs = 0;
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
    rest.restart(TICK_MS, () => {
      look(TICK_MS);
      tick(leftMs - TICK_MS);
    });
  }

  return {
    nowMs() {
      if (pause.isRunning()) return look(pauseMs - 1);
      return look(rest.isRunning() ? TICK_MS : Infinity);
    },
    restart(lengthMs, run) {
      rest.cancel();
      pauseMs = lengthMs;
      pause.restart(lengthMs, () => {
        // The process may have been stopped within the last step, and data may wait.
        const atMs = look(lengthMs);
        tick(REST_MS);
        run(atMs);
      });
    },
    cancel() {
      rest.cancel();
      pause.cancel();
    },
  };
}
