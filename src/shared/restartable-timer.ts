/** One timer that can be started, restarted and cancelled. At most one run is pending. */

/** The part of `World` that timers need. */
export interface Clock {
  /** Calls back once after the delay, unless the returned function was called before. */
  after(delayMs: number, run: () => void): () => void;
}

export interface RestartableTimer {
  /** Replaces the pending run, if there is one. */
  restart(delayMs: number, run: () => void): void;
  /** Keeps the pending run, if there is one. */
  startIfIdle(delayMs: number, run: () => void): void;
  cancel(): void;
}

export function createRestartableTimer(clock: Clock): RestartableTimer {
  let cancelPending: (() => void) | null = null;

  function cancel(): void {
    cancelPending?.();
    cancelPending = null;
  }

  function start(delayMs: number, run: () => void): void {
    cancelPending = clock.after(delayMs, () => {
      cancelPending = null;
      run();
    });
  }

  return {
    restart(delayMs, run) {
      cancel();
      start(delayMs, run);
    },
    startIfIdle(delayMs, run) {
      if (cancelPending === null) start(delayMs, run);
    },
    cancel,
  };
}
