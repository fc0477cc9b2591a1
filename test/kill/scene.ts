/** What a proof is given, and what it gives back. */

export type Verdict =
  | { kind: 'passed'; figures: string }
  | { kind: 'failed'; why: readonly string[] }
  | { kind: 'skipped'; why: string };

export interface Scene {
  /** Empty, and this scene's own. */
  folder: string;
  /** Compiled modules, shared by all processes. */
  cacheDir: string;
  seed: number;
  kills: number;
}
