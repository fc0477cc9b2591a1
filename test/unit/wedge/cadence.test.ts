import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WEDGE_START, type WedgeState } from '../../../src/wedge/burst.ts';
import { feedFrom, NOTHING, strokes, type Stroke, ENTERED } from './feed-keys.ts';

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

describe('a kiosk that has learned how its scanner ends a code', () => {
  const ENTER: Stroke = { key: 'Enter', afterMs: 10 };

  function afterEnded(count: number): WedgeState {
    let state = WEDGE_START;
    for (let scan = 0; scan < count; scan += 1) {
      state = feedFrom(state, [...at('CARD-0001', [10]), ENTER]).after;
    }
    return state;
  }

  it('refuses both parts of an interrupted scan', () => {
    const stalled = [
      ...at('40063813', [10]),
      { key: '3', afterMs: 260 },
      ...at('3931', [10]),
      ENTER,
    ];
    const { outcome } = feedFrom(afterEnded(3), stalled);
    expect(outcome).toEqual({ ...NOTHING, refusedCount: 1 });
  });

  it.each([300, 1_600, 1_900, 6_000, 20_000])(
    'presses nothing with the Enter of a refused scan that comes %i ms late',
    (afterMs) => {
      const late = [...at('CARD-0001', [10]), { key: 'Enter', afterMs }];
      const { outcome } = feedFrom(afterEnded(3), late);
      expect(outcome).toEqual({ ...NOTHING, refusedCount: 1 });
    },
  );

  it('lets a person press Enter once the refused scan has its own, or long after', () => {
    const late = [...at('CARD-0001', [10]), { key: 'Enter', afterMs: 2_000 }];
    const pressed = { ...NOTHING, refusedCount: 1, typed: [ENTERED] };
    const own: Stroke = { key: 'Enter', afterMs: 3_000 };
    expect(feedFrom(afterEnded(3), [...late, own]).outcome).toEqual(pressed);
    const long: Stroke = { key: 'Enter', afterMs: 40_000 };
    expect(feedFrom(afterEnded(3), [...at('CARD-0001', [10]), long]).outcome).toEqual(pressed);
  });

  it('lets a person who typed an amount since then press Enter', () => {
    const amount: Stroke[] = [
      { key: '5', afterMs: 3_000 },
      { key: 'Enter', afterMs: 900 },
    ];
    const { typed } = feedFrom(afterEnded(3), [...at('CARD-0001', [10]), ...amount]).outcome;
    expect(typed).toEqual([{ kind: 'digit', digit: 5 }, ENTERED]);
  });

  it('adapts to a scanner without a suffix after refusing one scan', () => {
    const once = feedFrom(afterEnded(9), at('CARD-0001', [10]));
    expect(once.outcome).toEqual({ ...NOTHING, refusedCount: 1 });
    expect(feedFrom(once.after, at('CARD-0001', [10])).outcome.scans).toEqual(['CARD-0001']);
  });

  it.each(['04A1B2C3D4E5F6', '40063813339311'])(
    'accepts %s from another reader, which sends no suffix',
    (code) => {
      let state = WEDGE_START;
      for (let scan = 0; scan < 3; scan += 1) {
        state = feedFrom(state, [...strokes('4006381333931', 10), ENTER]).after;
      }
      expect(feedFrom(state, strokes(code, 10)).outcome).toEqual({ ...NOTHING, scans: [code] });
      const cut = strokes('40063813', 10);
      expect(feedFrom(state, cut).outcome).toEqual({ ...NOTHING, refusedCount: 1 });
    },
  );
});

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
