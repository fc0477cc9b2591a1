import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NOTHING_SEEN, REPEAT_MS, see } from '../../../src/main/readers/repeat-lock.ts';

/** Tells for each scan (a value and a time) whether it is a repeat. */
function repeats(scans: readonly (readonly [string, number])[]): boolean[] {
  let lock = NOTHING_SEEN;
  return scans.map(([value, atMs]) => {
    const seen = see(lock, value, atMs);
    lock = seen.lock;
    return seen.isRepeat;
  });
}

describe('the same card again', () => {
  it('is a repeat until it was out of view for the whole window', () => {
    expect(
      repeats([
        ['A', 0],
        ['A', REPEAT_MS - 1],
      ]),
    ).toEqual([false, true]);
    expect(
      repeats([
        ['A', 0],
        ['A', REPEAT_MS],
      ]),
    ).toEqual([false, false]);
  });

  it('stays a repeat while it stays in view', () => {
    const held = Array.from({ length: 100 }, (_, at) => ['A', at * 2_000] as const);
    expect(repeats(held).filter((isRepeat) => !isRepeat)).toHaveLength(1);
  });

  it('is still a repeat after a different card was read', () => {
    expect(
      repeats([
        ['A', 0],
        ['B', 500],
        ['A', 1_000],
      ]),
    ).toEqual([false, false, true]);
  });
});

describe('a different card', () => {
  it('is never delayed, however fast cards change', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(50), { maxLength: 200 }), (gaps) => {
        let atMs = 0;
        const scans = gaps.map((gapMs, at) => [`card ${at}`, (atMs += gapMs)] as const);
        expect(repeats(scans)).not.toContain(true);
      }),
    );
  });

  it('is remembered only for the window', () => {
    let lock = NOTHING_SEEN;
    for (let at = 0; at < 1_000; at += 1) lock = see(lock, `card ${at}`, at * 1_000).lock;
    expect(lock.size).toBeLessThanOrEqual(3);
  });
});
