/** Limits how many codes one faulty device can send to the kiosk. Pure: each code brings its time. */
import { allowed, type TokenBucket } from '../token-bucket.ts';

/** More codes than any person or conveyor can present. Codes above this limit are counted and dropped. */
export const CODES_PER_SECOND_MAX = 200;

/** After a flood, the device must be silent for this long. Then its codes count again. */
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

/** Like `throttle`, but once the limit is reached, drops everything until the flood ends. */
export function passGate(gate: Gate, nowMs: number): [Gate, 'pass' | 'drop'] {
  if (gate.isShut && nowMs - gate.atMs < CALM_MS) return [{ ...gate, atMs: nowMs }, 'drop'];
  const [next, verdict] = throttle(gate, nowMs);
  return [{ ...next, isShut: verdict === 'drop' }, verdict];
}
