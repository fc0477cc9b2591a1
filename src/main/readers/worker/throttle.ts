/** A device that has gone mad must not drown the kiosk. Pure: time comes in with each code. */
import { allowed, type TokenBucket } from '../token-bucket.ts';

/** No person and no conveyor shows more codes; what comes above it is counted and not passed on. */
export const CODES_PER_SECOND_MAX = 200;

/** One that has gone mad is heard again when it was quiet for so long. */
export const CALM_MS = 1_000;

const RATE = { atOnceMax: CODES_PER_SECOND_MAX, perSecond: CODES_PER_SECOND_MAX };

export type Throttle = TokenBucket;

export function fullThrottle(atMs: number): Throttle {
  return { left: CODES_PER_SECOND_MAX, atMs };
}

export function throttle(before: Throttle, nowMs: number): [Throttle, 'pass' | 'drop'] {
  const available = allowed(before, nowMs, RATE);
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
