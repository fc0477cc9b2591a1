import { describe, expect, it } from 'vitest';
import { createNoise } from '../../fuzz/noise.ts';
import { growthOf, isGrowing, type Point } from '../../soak/growth.ts';

/** Weighed after every so many scans, with noise of so many bytes to both sides. */
function weighed(bytesPerScan: number, noiseBytes: number): Point[] {
  const noise = createNoise(1);
  return Array.from({ length: 24 }, (_, at) => ({
    scanCount: 3_000 + at * 300,
    bytes: 20_000_000 + at * 300 * bytesPerScan + noise.nat(2 * noiseBytes + 1) - noiseBytes,
  }));
}

describe('what is left of each scan', () => {
  it('is measured', () => {
    expect(growthOf(weighed(512, 0)).bytesPerScan).toBeCloseTo(512);
    expect(growthOf(weighed(0, 0)).bytesPerScan).toBeCloseTo(0);
  });

  it('is growth where it is more than the noise', () => {
    expect(isGrowing(weighed(400, 100_000))).toBe(true);
    expect(isGrowing(weighed(100, 100_000))).toBe(false);
  });

  it('is none where only noise says so', () => {
    const points = weighed(0, 5_000_000);
    expect(growthOf(points).bytesPerScan).not.toBe(0);
    expect(isGrowing(points)).toBe(false);
  });
});
