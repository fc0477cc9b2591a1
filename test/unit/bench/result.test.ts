import { describe, expect, it } from 'vitest';
import { resultOf, verdictOf } from '../../../bench/kit/result.ts';
import type { Goal, Row, Sample } from '../../../bench/kit/row.ts';

const aRow = (goal: Goal, share?: number): Row => ({
  ...{ name: 'row', program: 'ours', reference: 'theirs', goal },
  ...(share === undefined ? {} : { share }),
  measure: () => Promise.resolve([]),
});

const aSample = (program: number, reference: number): Sample => ({ program, reference });

const both = (ratio: number): { judged: number; median: number } => ({
  judged: ratio,
  median: ratio,
});

const COST: Goal = { kind: 'cost', atMost: 1.5 };
const SPEED: Goal = { kind: 'speed', atLeast: 0.8 };

describe('the verdict on a ratio', () => {
  it('meets a speed from its goal on, and is far below half of it', () => {
    expect([0.8, 0.79, 0.4, 0.39].map((ratio) => verdictOf(SPEED, both(ratio)))).toEqual([
      'met',
      'missed',
      'missed',
      'far',
    ]);
  });

  it('meets a cost up to its goal, and is far above twice of it', () => {
    expect([1.5, 1.51, 3, 3.01].map((ratio) => verdictOf(COST, both(ratio)))).toEqual([
      'met',
      'missed',
      'missed',
      'far',
    ]);
  });

  it('is far if a measurement went wrong', () => {
    const wrong = both(Number.NaN);
    expect([verdictOf(SPEED, wrong), verdictOf(COST, wrong)]).toEqual(['far', 'far']);
  });

  it('is not far if only some samples are, because the machine may be busy', () => {
    expect(verdictOf(COST, { judged: 100, median: 1 })).toBe('missed');
  });
});

describe('the result of a row', () => {
  it('judges the ratio of each pair, so that a slow minute of the machine does not count', () => {
    const result = resultOf(aRow(SPEED), [aSample(10, 9), aSample(100, 90), aSample(20, 18)]);
    expect(result.ratio.judged).toBe(0.9);
    expect(result.verdict).toBe('met');
  });

  it('judges the bad end if the row asks for a share of its samples', () => {
    const samples = [...Array<Sample>(98).fill(aSample(1, 1)), aSample(4, 1), aSample(4, 1)];
    expect(resultOf(aRow(COST, 0.99), samples).ratio.judged).toBe(4);
    expect(resultOf(aRow(SPEED, 0.99), samples).ratio.judged).toBe(0.25);
    expect(resultOf(aRow(COST), samples).ratio.judged).toBe(1);
  });

  it('states the ratio of the processor times, if they were measured', () => {
    const cpuMs = { program: 3, reference: 2 };
    expect(resultOf(aRow(COST), [{ ...aSample(1, 1), cpuMs }]).cpuRatio).toBe(1.5);
    expect(resultOf(aRow(COST), [aSample(1, 1)]).cpuRatio).toBeNull();
  });

  it('refuses a row without a sample', () => {
    expect(() => resultOf(aRow(COST), [])).toThrow('no sample');
  });
});
