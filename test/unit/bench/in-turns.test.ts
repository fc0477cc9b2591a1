import { expect, it } from 'vitest';
import { inTurns } from '../../../bench/kit/in-turns.ts';

it('runs both in turns, swaps their order, and drops the warm-ups', async () => {
  const ran: string[] = [];
  const samples = await inTurns({
    count: 2,
    warmUps: 1,
    program: () => ran.push('program') * 10,
    reference: () => ran.push('reference'),
  });
  expect(ran.join(' ')).toBe('program reference reference program program reference');
  expect(samples.map(({ program, reference }) => [program, reference])).toEqual([
    [40, 3],
    [50, 6],
  ]);
});
