/** What a row of the bench table is. A row measures; `result.ts` judges. */

/** One measurement of the program, and one of the reference, taken one right after the other. */
export interface Sample {
  /** In milliseconds, unless the row states another unit. Lower is better. */
  program: number;
  /** In the same unit. */
  reference: number;
  /** Processor time of the same two measurements, in milliseconds. It does not grow while the machine is busy. */
  cpuMs?: { program: number; reference: number };
}

/**
 * `speed`: the reference divided by the program must be at least this. 1 means as fast as the reference.
 * `cost`: the program divided by the reference must be at most this. If the reference is a budget, the goal is 1.
 */
export type Goal = { kind: 'speed'; atLeast: number } | { kind: 'cost'; atMost: number };

export interface Extent {
  /** True for `--short`, which must end soon. Take fewer samples, and smaller ones. */
  isShort: boolean;
}

export interface Row {
  /** Stable, because files of earlier runs are compared by it. `--only` takes the beginning of it. */
  name: string;
  program: string;
  reference: string;
  goal: Goal;
  /** Which sample must meet the goal: 0.5 is the median, 0.99 almost the worst. The default is the median. */
  share?: number;
  /** The default is `ms`. */
  unit?: string;
  /** `--short` leaves the row out. */
  isLong?: true;
  measure: (extent: Extent) => Promise<readonly Sample[]>;
}
