/** Judges the samples of a row. Pure. */
import { median, percentile } from './figures.ts';
import type { Goal, Row, Sample } from './row.ts';

/**
 * `far`: the median is worse than half of the goal. Only that fails a short run, because a busy machine delays some
 * samples, and a program that waits or works too long delays all of them.
 */
export type Verdict = 'met' | 'missed' | 'far';

export interface Result {
  name: string;
  unit: string;
  samples: number;
  /** The medians of both. */
  program: number;
  reference: number;
  /** Of each pair: how fast (`speed`) or how costly (`cost`) the program is beside the reference. */
  ratio: { kind: Goal['kind']; judged: number; share: number; p10: number; p90: number };
  /** The ratio of the processor times. Null if the row does not measure them. */
  cpuRatio: number | null;
  goal: number;
  verdict: Verdict;
}

export function resultOf(row: Row, samples: readonly Sample[]): Result {
  if (samples.length === 0) throw new Error(`the row '${row.name}' returned no sample`);
  const { goal, share = 0.5 } = row;
  const ratios = samples.map((sample) => ratioOf(goal, sample));
  const cpuRatios = samples.flatMap(({ cpuMs }) =>
    cpuMs === undefined ? [] : [ratioOf(goal, cpuMs)],
  );
  // The bad end of a speed is its low end.
  const judged = percentile(ratios, goal.kind === 'cost' ? share : 1 - share);
  return {
    name: row.name,
    unit: row.unit ?? 'ms',
    samples: samples.length,
    program: median(samples.map(({ program }) => program)),
    reference: median(samples.map(({ reference }) => reference)),
    ratio: {
      ...{ kind: goal.kind, judged, share },
      ...{ p10: percentile(ratios, 0.1), p90: percentile(ratios, 0.9) },
    },
    cpuRatio: cpuRatios.length === 0 ? null : median(cpuRatios),
    goal: goal.kind === 'speed' ? goal.atLeast : goal.atMost,
    verdict: verdictOf(goal, { judged, median: median(ratios) }),
  };
}

function ratioOf(
  goal: Goal,
  { program, reference }: Pick<Sample, 'program' | 'reference'>,
): number {
  return goal.kind === 'speed' ? reference / program : program / reference;
}

export function verdictOf(
  goal: Goal,
  { judged, median: middle }: { judged: number; median: number },
): Verdict {
  if (isWithin(goal, judged, 1)) return 'met';
  return isWithin(goal, middle, 2) ? 'missed' : 'far';
}

/** False for NaN: then a measurement went wrong. */
function isWithin(goal: Goal, ratio: number, slack: number): boolean {
  return goal.kind === 'speed' ? ratio >= goal.atLeast / slack : ratio <= goal.atMost * slack;
}
