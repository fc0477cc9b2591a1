/** The input and the result of a proof. */

export type Verdict =
  | { kind: 'passed'; figures: string }
  | { kind: 'failed'; why: readonly string[] }
  | { kind: 'skipped'; why: string };

export interface Scene {
  /** An empty folder that only this proof uses. */
  folder: string;
  /** Compiled modules, shared by all processes. */
  cacheDir: string;
  seed: number;
  kills: number;
}
