import { expect, it } from 'vitest';
import { resultOf } from '../../../bench/kit/result.ts';
import { tableOf } from '../../../bench/kit/table.ts';
import { ROWS } from '../../../bench/rows.ts';

it('shows each row with both times, the ratio, its spread, the goal and the verdict', () => {
  const row = {
    ...{ name: 'append', program: 'ours', reference: 'theirs' },
    goal: { kind: 'speed', atLeast: 0.8 } as const,
    measure: () => Promise.resolve([]),
  };
  const samples = [
    { program: 2, reference: 1 },
    { program: 4, reference: 4 },
    { program: 1234.5, reference: 1000 },
  ];
  expect(tableOf([resultOf(row, samples)])).toBe(
    [
      'row     program  reference  ratio  spread  cpu  goal   verdict',
      'append  4 ms     4 ms       0.81   0.5–1        ≥ 0.8  met',
    ].join('\n'),
  );
});

it('has one name for each row', () => {
  const names = ROWS.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});
