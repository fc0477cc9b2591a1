/** A deliberate bug: exact text of the product and its replacement. See docs/simulation.md. */

export interface Edit {
  /** Below `src/main/`. */
  file: string;
  find: string;
  replace: string;
}

export interface Mutant {
  name: string;
  edits: readonly Edit[];
  /**
   * The unit tests that catch the bug, if no simulated run can: below `test/unit/`. Without them the simulation must
   * catch it.
   */
  tests?: readonly string[];
}
