/** A clock that the test turns. */
export interface Clock {
  after: (delayMs: number, run: () => void) => () => void;
  nowMs: () => number;
  /** Runs all that is due until then, in order. */
  advance: (ms: number) => void;
  /** As where nothing could run for so long: all that is due by then runs once, late, and no timer that it set. */
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
