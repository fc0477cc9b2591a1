import { describe, expect, it } from 'vitest';
import { WEDGE_START, type WedgeState } from '../../../src/wedge/burst.ts';
import { ENTERED, feedFrom, NOTHING, strokes, type Stroke } from './feed-keys.ts';

function at(text: string, gapsMs: readonly number[]): Stroke[] {
  return Array.from(text, (key, index) => ({ key, afterMs: gapsMs[index % gapsMs.length] ?? 0 }));
}

describe('a kiosk that has learned how its scanner ends a code', () => {
  const ENTER: Stroke = { key: 'Enter', afterMs: 10 };

  function afterEnded(count: number, code = 'CARD-0001'): WedgeState {
    let state = WEDGE_START;
    for (let scan = 0; scan < count; scan += 1) {
      state = feedFrom(state, [...at(code, [10]), ENTER]).after;
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
    expect(outcome).toEqual({ ...NOTHING, refusedCount: 2 });
  });

  // A radio link that is lost, at any place of a code.
  it.each([1_600, 2_500, 5_200, 8_000, 20_000, 30_000])(
    'gives no part of a code that stalls for %i ms, wherever that is',
    (stalledMs) => {
      for (const count of [1, 3]) {
        for (const code of ['CARD-0002', '04A1B2C3D4E5F6', '4006381333931']) {
          const known = afterEnded(count, `${code.slice(0, -1)}0`);
          const parts = Array.from(code.slice(1), (_, index) => {
            const first = at(code.slice(0, index + 1), [10]);
            const [next, ...rest] = at(code.slice(index + 1), [10]);
            const late = next === undefined ? [] : [{ ...next, afterMs: stalledMs }];
            return feedFrom(known, [...first, ...late, ...rest, ENTER]).outcome.scans;
          });
          expect(parts.flat()).toEqual([]);
        }
      }
    },
  );

  it('reads a code of a known length soon after one that was refused, or after a digit', () => {
    const cut = at('CARD-00', [10]);
    const other = [{ key: 'O', afterMs: 6_000 }, ...at('THER-001', [10]), ENTER];
    expect(feedFrom(afterEnded(3), [...cut, ...other]).outcome.scans).toEqual(['OTHER-001']);
    const typed = [{ key: '7', afterMs: 0 }];
    expect(feedFrom(afterEnded(3), [...typed, ...other]).outcome.scans).toEqual(['OTHER-001']);
  });

  it.each([2_500, 6_000, 30_000])(
    'presses nothing with the Enter of its first code, which comes %i ms late',
    (afterMs) => {
      const late = [...at('CARD-0001', [10]), { key: 'Enter', afterMs }];
      const { outcome } = feedFrom(WEDGE_START, late);
      expect(outcome).toEqual({ ...NOTHING, scans: ['CARD-0001'] });
    },
  );

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

  it('accepts other characters from another reader, which sends no suffix', () => {
    const state = afterCodes('4006381333931');
    const code = '04A1B2C3D4E5F6';
    expect(feedFrom(state, strokes(code, 10)).outcome).toEqual({ ...NOTHING, scans: [code] });
  });

  it.each(['400638133393', '40063813', '40063813339311', '4006381333931400'])(
    'refuses %s without a suffix once, and then knows the reader of such codes',
    (code) => {
      const once = feedFrom(afterCodes('4006381333931'), strokes(code, 10));
      expect(once.outcome).toEqual({ ...NOTHING, refusedCount: 1 });
      const again = feedFrom(once.after, strokes(code, 10));
      expect(again.outcome).toEqual({ ...NOTHING, scans: [code] });
    },
  );

  it('refuses a code without its end, also if it is longer than the codes before it', () => {
    const cut = strokes('400638133393', 10);
    const { outcome } = feedFrom(afterCodes('96385074'), cut);
    expect(outcome).toEqual({ ...NOTHING, refusedCount: 1 });
  });

  function afterCodes(code: string, before: WedgeState = WEDGE_START): WedgeState {
    let state = before;
    for (let scan = 0; scan < 3; scan += 1) {
      state = feedFrom(state, [...strokes(code, 10), ENTER]).after;
    }
    return state;
  }
});

describe('two readers side by side, of which one sends no suffix', () => {
  const ENTER: Stroke = { key: 'Enter', afterMs: 10 };
  const withEnter = ['4006381333931', '5901234123457', '4012345678901', '7612345678900'];

  it.each([
    { keyMs: 2, codes: ['0045131261', '0045131262', '0099131263', '0145131264'] },
    { keyMs: 55, codes: ['0045131261', '0045131262', '0099131263', '0145131264'] },
    { keyMs: 2, codes: ['45131261', '45131262', '99131263', '14513126'] },
    { keyMs: 30, codes: ['9007199254740993', '9007199254740994', '8007199254740995', '1007'] },
  ])('reads both, at $keyMs ms per key ($codes.0)', ({ keyMs, codes }) => {
    let state = WEDGE_START;
    const read: string[] = [];
    const scan = (keys: Stroke[]): void => {
      const { outcome, after } = feedFrom(state, keys);
      state = after;
      read.push(...outcome.scans);
    };
    for (const code of withEnter) scan([...strokes(code, 10), ENTER]);
    // The kiosk refuses the first one, and the customer tries again.
    const [first = '', ...others] = codes.slice(0, 3);
    scan(strokes(first, keyMs));
    scan(strokes(first, keyMs));
    for (const code of others) {
      for (const each of withEnter) scan([...strokes(each, 10), ENTER]);
      scan(strokes(code, keyMs));
    }
    const both = [...withEnter, first, ...others.flatMap((code) => [...withEnter, code])];
    expect(read).toEqual(both);
  });

  it('still refuses a code of the other reader that has lost its end', () => {
    let state = WEDGE_START;
    for (const code of withEnter) state = feedFrom(state, [...strokes(code, 10), ENTER]).after;
    for (const code of ['0045131261', '0045131261', '0045131262']) {
      state = feedFrom(state, strokes(code, 30)).after;
    }
    for (const length of [4, 6, 9, 11, 12, 13]) {
      const { outcome } = feedFrom(state, strokes('4006381333931'.slice(0, length), 10));
      expect(outcome).toEqual({ ...NOTHING, refusedCount: 1 });
    }
  });
});

describe('a scanner that stalls in the middle of a code', () => {
  const ENTER: Stroke = { key: 'Enter', afterMs: 10 };
  const HEADS = [4, 6, 9];
  const CODE = '4006381333931';

  function stalled(at: number, ms: number, end: readonly Stroke[]): Stroke[] {
    const [first, ...rest] = strokes(CODE.slice(at), 10);
    const tail = first === undefined ? [] : [{ ...first, afterMs: ms }, ...rest];
    return [...strokes(CODE.slice(0, at), 10), ...tail, ...end];
  }

  function learned(end: readonly Stroke[]): WedgeState {
    let state = WEDGE_START;
    for (const code of ['5901234123457', '4012345678901', '7612345678900']) {
      state = feedFrom(state, [...strokes(code, 10), ...end]).after;
    }
    return state;
  }

  it.each([260, 900, 1_600, 2_100, 3_100, 4_900])(
    'gives no part of the code if it always ends with Enter (%i ms)',
    (ms) => {
      for (const at of HEADS) {
        const { outcome } = feedFrom(learned([ENTER]), stalled(at, ms, [ENTER]));
        expect(outcome).toMatchObject({ scans: [], typed: [], passed: [] });
      }
    },
  );

  it.each([260, 900, 1_600, 2_100, 3_100, 4_900])(
    'gives no part of the code if it never sends Enter (%i ms)',
    (ms) => {
      for (const at of HEADS) {
        const { outcome } = feedFrom(learned([]), stalled(at, ms, []));
        expect(outcome).toMatchObject({ scans: [], typed: [], passed: [] });
      }
    },
  );

  it.each([260, 900, 1_600, 2_100, 3_100, 4_900])(
    'never gives the second part, not even of the first code (%i ms)',
    (ms) => {
      for (const end of [[ENTER], []]) {
        for (const at of HEADS) {
          const { scans } = feedFrom(WEDGE_START, stalled(at, ms, end)).outcome;
          expect([[], [CODE.slice(0, at)]]).toContainEqual(scans);
        }
      }
    },
  );

  it.each([600, 1_600, 3_000])('is read when its card is tried again after %i ms', (ms) => {
    const [first, ...rest] = strokes(CODE, 10);
    if (first === undefined) throw new Error('no key');
    const again = [{ ...first, afterMs: 1_600 + ms }, ...rest, ENTER];
    const { outcome } = feedFrom(learned([ENTER]), [...strokes('400638', 10), ...again]);
    expect(outcome).toEqual({ ...NOTHING, scans: [CODE], refusedCount: 1 });
  });

  it('reads the next card once the second part has come', () => {
    const keys = stalled(6, 2_100, [ENTER]);
    const [first, ...rest] = strokes('5901234123457', 10);
    if (first === undefined) throw new Error('no key');
    const next = [{ ...first, afterMs: 1_600 }, ...rest, ENTER];
    const { outcome } = feedFrom(learned([ENTER]), [...keys, ...next]);
    expect(outcome.scans).toEqual(['5901234123457']);
  });
});

describe('two scanners that type at the same time', () => {
  const ENTER = 'Enter';

  /** The keys of both, in the order of their time. */
  function together(
    codes: readonly (readonly [text: string, end: readonly string[]])[],
    { keyMs, shiftMs }: { keyMs: number | readonly number[]; shiftMs: number },
  ): Stroke[] {
    const keys = codes.flatMap(([text, end], scanner) =>
      [...Array.from(text), ...end].map((key, at) => ({
        key,
        atMs: at * ([keyMs].flat()[scanner] ?? 10) + scanner * shiftMs,
      })),
    );
    keys.sort((one, other) => one.atMs - other.atMs);
    return keys.map(({ key, atMs }, at) => ({ key, afterMs: atMs - (keys[at - 1]?.atMs ?? 0) }));
  }

  function learned(
    codes: readonly string[],
    end: readonly string[],
    { keyMs = 10, before = WEDGE_START }: { keyMs?: number | undefined; before?: WedgeState } = {},
  ): WedgeState {
    let state = before;
    for (const code of codes) {
      const keys = [...Array.from(code), ...end].map((key) => ({ key, afterMs: keyMs }));
      state = feedFrom(state, keys).after;
    }
    return state;
  }

  it.each([
    { ends: [[ENTER], [ENTER]], known: [ENTER] },
    { ends: [[ENTER], []], known: [ENTER] },
    { ends: [[], []], known: [] },
    {
      ends: [
        [ENTER, ENTER],
        [ENTER, ENTER],
      ],
      known: [ENTER, ENTER],
    },
  ])('give no code in step at a kiosk that knows such codes ($ends)', ({ ends, known }) => {
    const before = learned(['11112223', '55556666', '77778888', '90909091'], known);
    for (const shiftMs of [0, 1, 3, 5, 7]) {
      const codes = [
        ['11112222', ends[0] ?? []],
        ['33334444', ends[1] ?? []],
      ] as const;
      const { outcome } = feedFrom(before, together(codes, { keyMs: 10, shiftMs }));
      expect(outcome).toMatchObject({ scans: [], typed: [], passed: [] });
      expect(outcome.refusedCount).toBeGreaterThan(0);
    }
  });

  it('give no code in step with their first codes, if both send Enter', () => {
    for (const shiftMs of [0, 1, 3, 5, 7]) {
      const codes = [
        ['11112222', [ENTER]],
        ['CARD-004', [ENTER]],
      ] as const;
      const { outcome } = feedFrom(WEDGE_START, together(codes, { keyMs: 10, shiftMs }));
      expect(outcome).toEqual({ ...NOTHING, refusedCount: 1 });
    }
  });

  it.each([
    { one: '4006381333931', two: '04A1B2C3', twoEnd: [], keyMs: [10, 10] },
    { one: '39207697', two: '0640075112', twoEnd: [], keyMs: [5, 25] },
    { one: '04A1B2C3', two: '4006381333931', twoEnd: [ENTER], keyMs: [20, 20] },
    { one: '64834250', two: '0333293646596', twoEnd: [], keyMs: [15, 90] },
  ])(
    'give no text of $one and $two, if one of them sends no key',
    ({ one, two, twoEnd, keyMs }) => {
      const others = (code: string): string[] =>
        ['1', '2', '3'].map((end) => code.slice(0, -1) + end);
      const first = learned(others(one), [], { keyMs: keyMs[0] });
      const before = learned(others(two), twoEnd, { keyMs: keyMs[1], before: first });
      const codes = [
        [one, []],
        [two, twoEnd],
      ] as const;
      for (let shiftMs = 0; shiftMs < 300; shiftMs += 7) {
        const { scans } = feedFrom(before, together(codes, { keyMs, shiftMs })).outcome;
        expect(scans.filter((scan) => scan !== one && scan !== two)).toEqual([]);
      }
    },
  );

  it('are suspected once only: a code that is as long as two others is read when it comes again', () => {
    const before = learned(['04A1B2C3', '04A1B2C4'], []);
    const long = strokes('04A1B2C304A1B2C4', 10);
    const { outcome, after } = feedFrom(before, long);
    expect(outcome).toEqual({ ...NOTHING, refusedCount: 1 });
    const again = feedFrom(after, long);
    expect(again.outcome.scans).toEqual(['04A1B2C304A1B2C4']);
    const other = strokes('04A1B2C504A1B2C6', 10);
    expect(feedFrom(again.after, other).outcome.scans).toEqual(['04A1B2C504A1B2C6']);
  });

  it('are not suspected if one scanner reads codes of two lengths, at its usual pace', () => {
    const before = learned(['11112223', '55556666', '77778888'], [ENTER]);
    const long = [...strokes('1111222233334444', 10), { key: ENTER, afterMs: 10 }];
    expect(feedFrom(before, long).outcome).toEqual({ ...NOTHING, scans: ['1111222233334444'] });
  });

  it('are not suspected any more if a scanner has shown that it ends with two keys', () => {
    const before = learned(['4006381333931', '5901234123457'], [ENTER, ENTER]);
    const other = [
      ...strokes('96385074', 10),
      ...[ENTER, ENTER].map((key) => ({ key, afterMs: 10 })),
    ];
    expect(feedFrom(before, other).outcome.scans).toEqual(['96385074']);
  });
});
