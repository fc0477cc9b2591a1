/** A device that has gone mad must not drown the kiosk. Pure: time comes in with each code. */

/** No person and no conveyor shows more codes; what comes above it is counted and not passed on. */
export const CODES_PER_SECOND_MAX = 200;

/** One that has gone mad is heard again when it was quiet for so long. */
export const CALM_MS = 1_000;

export interface Throttle {
  readonly left: number;
  readonly atMs: number;
}

export function fullThrottle(atMs: number): Throttle {
  return { left: CODES_PER_SECOND_MAX, atMs };
}

export function throttle({ left, atMs }: Throttle, nowMs: number): [Throttle, 'pass' | 'drop'] {
  const gained = ((nowMs - atMs) / 1_000) * CODES_PER_SECOND_MAX;
  const available = Math.min(CODES_PER_SECOND_MAX, left + gained);
  return available < 1
    ? [{ left: available, atMs: nowMs }, 'drop']
    : [{ left: available - 1, atMs: nowMs }, 'pass'];
}

export interface Gate extends Throttle {
  readonly isShut: boolean;
}

export function openGate(atMs: number): Gate {
  return { ...fullThrottle(atMs), isShut: false };
}

/** As `throttle`, and shut for as long as the flood goes on: two hundred codes a second are no use to anybody either. */
export function through(gate: Gate, nowMs: number): [Gate, 'pass' | 'drop'] {
  if (gate.isShut && nowMs - gate.atMs < CALM_MS) return [{ ...gate, atMs: nowMs }, 'drop'];
  const [next, verdict] = throttle(gate, nowMs);
  return [{ ...next, isShut: verdict === 'drop' }, verdict];
}
