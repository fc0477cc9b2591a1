/**
 * Waits for a pause in the data of a reader. After a process was stopped for a while, its timers run before it reads
 * what has arrived meanwhile, so one late timer proves no pause.
 */
import { createRestartableTimer, type Clock } from '../../../shared/restartable-timer.ts';

/** A pause has this many steps. If the process is delayed, at most one step ends by the delay, and the others still run. */
const STEPS = 5;

export interface Pause {
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

/**
 * A clock for the data of one reader. While `pause` runs, no pause of its length is proven, so less than that has
 * passed since the last data, however long the process was stopped.
 */
export function createDataClock(
  nowMs: () => number,
  { lengthMs, pause }: { lengthMs: number; pause: Pick<Pause, 'isRunning'> },
): () => number {
  let lastMs = nowMs();
  let stoppedMs = 0;
  return () => {
    const atMs = nowMs() - stoppedMs;
    const excessMs = pause.isRunning() ? Math.max(0, atMs - lastMs - (lengthMs - 1)) : 0;
    stoppedMs += excessMs;
    lastMs = atMs - excessMs;
    return lastMs;
  };
}
