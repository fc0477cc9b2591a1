/** A step of `npm run check`, `npm test` or `.ci/run`, and its outcome. */

export interface Step {
  name: string;
  /** A program from node_modules/.bin or from the PATH, and its arguments. */
  command: readonly [string, ...string[]];
  /** The steps that must have passed before this one starts. */
  after?: readonly string[];
  /** How many cores it keeps busy: 1 by default, 0 if it mostly waits. */
  cores?: number;
  env?: Readonly<Record<string, string>>;
}

export interface Counts {
  passed: number;
  failed: number;
}

export interface Outcome {
  isPassed: boolean;
  output: string;
  /** The counts that the step printed. A step that prints none counts as 1. */
  counts: Counts;
}
