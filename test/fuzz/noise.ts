/** Reports that no device would send, and reports that one would, mixed; the same for the same seed. */

export interface Noise {
  /** At least 0 and below `below`. */
  nat(below: number): number;
  bytes(length: number): Uint8Array;
}

/** Mulberry32: small, fast and good enough to shake a decoder with. */
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

/** A third of it noise of any length, a third real, a third real with some bytes changed or cut. */
export function shaken(noise: Noise, real: readonly Uint8Array[]): Uint8Array {
  const found = real[noise.nat(real.length)];
  const kind = noise.nat(3);
  if (kind === 0 || found === undefined) return noise.bytes(noise.nat(80));
  const report = Uint8Array.from(found);
  if (kind === 1) return report;
  for (let count = noise.nat(4); count > 0; count -= 1) {
    report[noise.nat(report.length)] = noise.nat(256);
  }
  return report.subarray(0, noise.nat(report.length + 1));
}

/** Mostly as fast as a device sends, now and then after a pause. */
export function pauseMs(noise: Noise): number {
  const kind = noise.nat(20);
  return kind === 0 ? noise.nat(10_000) : kind < 3 ? noise.nat(700) : noise.nat(10);
}
