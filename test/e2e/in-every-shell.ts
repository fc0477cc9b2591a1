/** Runs one suite of journeys in each shell; one that cannot run here is counted as skipped, with what the machine lacks. */
import { afterAll, describe } from 'vitest';
import { browserRunner } from './runners/browser.ts';
import { electronRunner } from './runners/electron.ts';
import type { Runner } from './runners/runner.ts';

/** A starved Chromium gets what a scanner types in pieces, and a scan in pieces is refused, as it should be: once more, then. */
const AGAIN = { retry: 1 };

const RUNNERS: readonly Runner[] = [browserRunner, electronRunner];

export function inEveryShell(who: string, journeys: (runner: Runner) => void): void {
  for (const runner of RUNNERS) {
    const { name, lacks } = runner;
    const where = lacks === null ? `in ${name}` : `not in ${name}: ${lacks}`;
    describe.skipIf(lacks !== null)(`${who} (${where})`, AGAIN, () => {
      afterAll(() => runner.close());
      journeys(runner);
    });
  }
}
