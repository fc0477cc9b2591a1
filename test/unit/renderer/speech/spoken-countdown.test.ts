import { expect, it } from 'vitest';
import { spokenSeconds } from '../../../../src/renderer/speech/spoken-countdown.ts';

/** The seconds that the voice names while they count down from `first`, without repetitions. */
function spokenFrom(first: number): { at: number; spoken: number }[] {
  let last: number | null = null;
  const all = [];
  for (let at = first; at > 0; at -= 1) {
    const spoken = spokenSeconds(at, last);
    if (spoken !== last) all.push({ at, spoken });
    last = spoken;
  }
  return all;
}

it('names the seconds at the start, and then every ten seconds', () => {
  expect(spokenFrom(30)).toEqual([30, 20, 10].map((at) => ({ at, spoken: at })));
  expect(spokenFrom(12)).toEqual([12, 10].map((at) => ({ at, spoken: at })));
});

it('names the start of a new countdown', () => {
  expect(spokenSeconds(30, 10)).toBe(30);
  expect(spokenSeconds(8, 3)).toBe(8);
});
