/**
 * A clock that the test moves, so that the speed of the machine does not decide which scan is a repeat. By itself it
 * runs a hundred times slower than real time: it never stops, and a pause of the machine is a short time on it.
 */
const SLOWNESS = 100;

export interface SlowClock {
  nowMs(): number;
  pass(ms: number): void;
}

/** Two clocks with the same start and the same moves show the same time. */
export function createSlowClock(beganAtMs: number): SlowClock {
  let passedMs = 0;
  return {
    nowMs: () => beganAtMs + passedMs + (Date.now() - beganAtMs) / SLOWNESS,
    pass: (ms) => (passedMs += ms),
  };
}
