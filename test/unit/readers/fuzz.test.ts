import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FUZZ_TARGETS } from '../../fuzz/decoders.ts';

describe('a decoder, whatever bytes come', () => {
  it.for(FUZZ_TARGETS)('holds what it promises: $name', ({ run }) => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        expect(run(seed, 500)).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 30 },
    );
  });
});
