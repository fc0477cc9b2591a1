import { describe, expect, it } from 'vitest';
import { createNoise } from '../../fuzz/noise.ts';
import { growthOf, isGrowing, type Point } from '../../soak/growth.ts';

/** Sizes of a process, measured every 300 scans, with random noise of up to `noiseBytes` in both directions. */
function weighed(bytesPerScan: number, noiseBytes: number): Point[] {
  const noise = createNoise(1);
  return Array.from({ length: 24 }, (_, at) => ({
    scanCount: 3_000 + at * 300,
    bytes: 20_000_000 + at * 300 * bytesPerScan + noise.nat(2 * noiseBytes + 1) - noiseBytes,
  }));
}

describe('the growth of memory per scan', () => {
  it('is measured', () => {
    expect(growthOf(weighed(512, 0)).bytesPerScan).toBeCloseTo(512);
    expect(growthOf(weighed(0, 0)).bytesPerScan).toBeCloseTo(0);
  });

  it('counts as a leak if it is larger than the limit', () => {
    expect(isGrowing(weighed(400, 100_000))).toBe(true);
    expect(isGrowing(weighed(100, 100_000))).toBe(false);
  });

  it('does not count as a leak if it is only noise', () => {
    const points = weighed(0, 5_000_000);
    expect(growthOf(points).bytesPerScan).not.toBe(0);
    expect(isGrowing(points)).toBe(false);
  });
});
