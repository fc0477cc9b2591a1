import { expect, it } from 'vitest';
import { toldSeconds } from '../../../../src/renderer/speech/countdown.ts';

/** What is told of each second from `first` on, without what is the same as before. */
function toldFrom(first: number): { at: number; told: number }[] {
  let last: number | null = null;
  const all = [];
  for (let at = first; at > 0; at -= 1) {
    const told = toldSeconds(at, last);
    if (told !== last) all.push({ at, told });
    last = told;
  }
  return all;
}

it('tells a countdown every ten seconds, and then as it is', () => {
  expect(toldFrom(30)).toEqual([30, 20, 10].map((at) => ({ at, told: at })));
  expect(toldFrom(12)).toEqual([12, 10].map((at) => ({ at, told: at })));
});

it('tells a new countdown from its start', () => {
  expect(toldSeconds(30, 10)).toBe(30);
  expect(toldSeconds(8, 3)).toBe(8);
});
