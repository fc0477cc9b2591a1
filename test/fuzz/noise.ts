/** Random numbers for tests that are too long for fast-check. The same seed gives the same numbers. */

export interface Noise {
  /** A whole number from 0 to `below` - 1. */
  nat(below: number): number;
  bytes(length: number): Uint8Array;
}

/** Mulberry32: small, fast, and random enough for a fuzz test. */
export function createNoise(seed: number): Noise {
  let state = seed >>> 0;
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  }
  const nat = (below: number): number => next() % below;
  return {
    nat,
    bytes: (length) => Uint8Array.from({ length }, () => nat(256)),
  };
}
