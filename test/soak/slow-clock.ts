/**
 * A clock that is turned by hand, so that what is a repeat hangs on no machine's speed. By itself it goes a hundred
 * times too slowly: it never stands, and no pause of the machine is one of the soak.
 */
const SLOWNESS = 100;

export interface SlowClock {
  nowMs(): number;
  pass(ms: number): void;
}

/** Two that began at the same moment and are turned alike tell the same time. */
export function createSlowClock(beganAtMs: number): SlowClock {
  let passedMs = 0;
  return {
    nowMs: () => beganAtMs + passedMs + (Date.now() - beganAtMs) / SLOWNESS,
    pass: (ms) => (passedMs += ms),
  };
}
