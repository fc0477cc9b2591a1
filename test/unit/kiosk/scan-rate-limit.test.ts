import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CARDS_AT_ONCE_MAX,
  CARDS_PER_SECOND_MAX,
  takeScan,
  newRateLimit,
} from '../../../src/main/kiosk/scan-rate-limit.ts';

/** The times of the accepted codes. */
function takenOf(timesMs: readonly number[]): number[] {
  let limit = newRateLimit(0);
  return timesMs.filter((atMs) => {
    const next = takeScan(limit, atMs);
    limit = next.limit;
    return !next.isTooFast;
  });
}

describe('a reader that sends a different code each time', () => {
  it('has all its codes accepted at the speed at which a person can show cards', () => {
    const gapMs = 1_000 / CARDS_PER_SECOND_MAX;
    const timesMs = Array.from({ length: 1_000 }, (_, at) => at * gapMs);
    expect(takenOf(timesMs)).toEqual(timesMs);
  });

  it('has its codes accepted only for a moment if they come faster', () => {
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 500 }), (perSecond) => {
        const timesMs = Array.from({ length: 20 * perSecond }, (_, at) => (at * 1_000) / perSecond);
        // A few codes are accepted in the first moment, and none in the following seconds.
        expect(takenOf(timesMs).length).toBeLessThanOrEqual(CARDS_AT_ONCE_MAX * 3);
      }),
    );
  });

  it('has its codes accepted again as soon as it slows down', () => {
    const flood = Array.from({ length: 60_000 }, (_, atMs) => atMs);
    const afterMs = 60_000 + 1_000 / CARDS_PER_SECOND_MAX;
    expect(takenOf([...flood, afterMs]).at(-1)).toBe(afterMs);
  });
});
