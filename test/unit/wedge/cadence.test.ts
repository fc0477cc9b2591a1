import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WEDGE_START, type WedgeState } from '../../../src/wedge/burst.ts';
import { feedFrom, NOTHING, type Stroke } from './feed-keys.ts';

function at(text: string, gapsMs: readonly number[]): Stroke[] {
  return Array.from(text, (key, index) => ({ key, afterMs: gapsMs[index % gapsMs.length] ?? 0 }));
}

function afterScans(count: number, keyMs: number, before: WedgeState = WEDGE_START): WedgeState {
  let state = before;
  for (let scan = 0; scan < count; scan += 1) {
    state = feedFrom(state, at('CARD-0001', [keyMs])).after;
  }
  return state;
}

describe('a kiosk that has learned how fast its scanner types', () => {
  it('does not mistake drumming fingers for a scan', () => {
    const drummed = at('1234', [50]);
    expect(feedFrom(WEDGE_START, drummed).outcome.scans).toEqual(['1234']);
    const { outcome } = feedFrom(afterScans(3, 5), drummed);
    expect(outcome).toEqual({ ...NOTHING, refusedCount: 1 });
  });

  it('still accepts scans of a second, slow scanner', () => {
    const { outcome } = feedFrom(afterScans(5, 5), at('4006381333931', [80, 100, 90]));
    expect(outcome.scans).toEqual(['4006381333931']);
  });

  it('accepts short codes of a second, slower scanner that sends a suffix', () => {
    const { outcome } = feedFrom(afterScans(5, 1), [
      ...at('CARD', [50]),
      { key: 'Enter', afterMs: 50 },
    ]);
    expect(outcome.scans).toEqual(['CARD']);
  });

  it('adapts to a slower scanner after refusing one scan', () => {
    const once = feedFrom(afterScans(5, 1), at('CARD', [40]));
    expect(once.outcome.refusedCount).toBe(1);
    expect(feedFrom(once.after, at('CARD', [40])).outcome.scans).toEqual(['CARD']);
  });

  it('never refuses a scan because of jitter of up to half of the usual gap between keys', () => {
    const pace = fc.integer({ min: 1, max: 40 });
    const jitter = fc.array(fc.double({ min: -0.5, max: 0.5, noNaN: true }), { minLength: 4 });
    fc.assert(
      fc.property(pace, fc.array(jitter, { minLength: 1, maxLength: 20 }), (keyMs, scans) => {
        let state = WEDGE_START;
        for (const jitters of scans) {
          const gaps = jitters.map((part) => keyMs * (1 + part));
          const { outcome, after } = feedFrom(state, [
            ...at('CARD', gaps),
            { key: 'Enter', afterMs: keyMs },
          ]);
          expect(outcome).toEqual({ ...NOTHING, scans: ['CARD'] });
          state = after;
        }
      }),
    );
  });

  it('remembers only the last few gaps between keys, and nothing of the codes', () => {
    const { cadence } = afterScans(100, 10);
    expect(cadence).toEqual([10, 10, 10, 10, 10]);
  });
});
