import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FUZZ_TARGETS } from '../../fuzz/decoders.ts';

describe('a decoder that gets any bytes', () => {
  it.for(FUZZ_TARGETS)('never throws and obeys its limits: $name', ({ property }) => {
    let codeCount = 0;
    fc.assert(
      property(() => (codeCount += 1)),
      { numRuns: 50 },
    );
    expect(codeCount).toBeGreaterThan(0);
  });
});
