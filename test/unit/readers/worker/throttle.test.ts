import { describe, expect, it } from 'vitest';
import {
  CALM_MS,
  CODES_PER_SECOND_MAX,
  openGate,
  passGate,
} from '../../../../src/main/readers/worker/throttle.ts';

describe('a scanner that floods', () => {
  it('is read for a moment, and then not at all until it stops sending', () => {
    let gate = openGate(0);
    let passedCount = 0;
    const take = (atMs: number): string => {
      const [next, verdict] = passGate(gate, atMs);
      gate = next;
      if (verdict === 'pass') passedCount += 1;
      return verdict;
    };
    for (let atMs = 0; atMs < 60_000; atMs += 1) take(atMs);
    expect(passedCount).toBeLessThan(CODES_PER_SECOND_MAX * 2);
    expect(take(60_000)).toBe('drop');
    expect(take(60_000 + CALM_MS)).toBe('pass');
  });

  it('is not confused with a scanner that is only fast', () => {
    let gate = openGate(0);
    for (let atMs = 0; atMs < 10_000; atMs += 1_000 / CODES_PER_SECOND_MAX) {
      const [next, verdict] = passGate(gate, atMs);
      gate = next;
      expect(verdict).toBe('pass');
    }
  });
});
