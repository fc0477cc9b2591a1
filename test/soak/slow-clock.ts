/**
 * A clock that the test moves, so that the speed of the machine does not decide what is a repeated scan. By itself it
 * runs a hundred times too slowly: it never stops, and a pause of the machine stays short.
 */
const SLOWNESS = 100;

export interface SlowClock {
  nowMs(): number;
  pass(ms: number): void;
}

/** Two clocks with the same beginning and the same moves show the same time. */
export function createSlowClock(beganAtMs: number): SlowClock {
  let passedMs = 0;
  return {
    nowMs: () => beganAtMs + passedMs + (Date.now() - beganAtMs) / SLOWNESS,
    pass: (ms) => (passedMs += ms),
  };
}
