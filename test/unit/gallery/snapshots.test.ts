/** The comparison of a screen, described as text, with its snapshot. */
import { describe, expect, it } from 'vitest';
import { changedLines } from '../../gallery/snapshots.ts';

const WAS = [
  'page en ltr',
  'heading 1 "You have" text-4 ink @ 6,25 20×6',
  'button "Pay" text-3 on-accent @ 56,56 41×10',
];

describe('a screen', () => {
  it('is the same if a position or a size differs by one unit, because browsers round differently', () => {
    const is = WAS.map((line) => line.replace('6,25 20×6', '7,24 20×7'));
    expect(changedLines(WAS, is)).toEqual([]);
  });

  it('differs if an element has moved by two units', () => {
    const is = WAS.map((line) => line.replace('6,25', '8,25'));
    expect(changedLines(WAS, is)).toEqual([`- ${WAS[1] ?? ''}`, `+ ${is[1] ?? ''}`]);
  });

  it('differs if a text, a role or a colour has changed', () => {
    for (const [before, after] of [
      ['"Pay"', '"Buy"'],
      ['heading 1', 'text'],
      ['on-accent', 'ink-soft'],
    ] as const) {
      expect(
        changedLines(
          WAS,
          WAS.map((line) => line.replace(before, after)),
        ),
      ).toHaveLength(2);
    }
  });

  it('differs if an element is missing or new', () => {
    expect(changedLines(WAS, WAS.slice(0, 2))).toEqual([`- ${WAS[2] ?? ''}`]);
    expect(changedLines(WAS.slice(0, 2), WAS)).toEqual([`+ ${WAS[2] ?? ''}`]);
  });
});
