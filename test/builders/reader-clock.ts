/** A clock that the test moves. */
export interface Clock {
  after: (delayMs: number, run: () => void) => () => void;
  nowMs: () => number;
  /** Moves the clock, and runs every timer that becomes due, in order. */
  advance: (ms: number) => void;
  /**
   * Simulates a process that cannot run for this time: each overdue timer runs once, late. Timers that these timers
   * set do not run.
   */
  holdUp: (ms: number) => void;
}

export function createClock(): Clock {
  let nowMs = 0;
  const timers = new Set<{ atMs: number; run: () => void }>();
  return {
    after(delayMs, run) {
      const timer = { atMs: nowMs + delayMs, run };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    nowMs: () => nowMs,
    advance(ms) {
      const endMs = nowMs + ms;
      for (;;) {
        const [next] = [...timers]
          .filter(({ atMs }) => atMs <= endMs)
          .sort((a, b) => a.atMs - b.atMs);
        if (next === undefined) break;
        timers.delete(next);
        nowMs = next.atMs;
        next.run();
      }
      nowMs = endMs;
    },
    holdUp(ms) {
      nowMs += ms;
      const due = [...timers].filter(({ atMs }) => atMs <= nowMs);
      for (const timer of due.sort((a, b) => a.atMs - b.atMs)) {
        if (timers.delete(timer)) timer.run();
      }
    },
  };
}
