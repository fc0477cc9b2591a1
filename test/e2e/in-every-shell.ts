/** Runs a suite of journeys in each shell. The name of a skipped suite says what the machine lacks. */
import { afterAll, describe } from 'vitest';
import { RUNNERS } from './runners/index.ts';
import type { Runner } from './runners/runner.ts';
import { wantedRunners } from './runners/wanted.ts';

/**
 * If Chromium gets too little processor time, a typed scan may arrive in pieces, and the kiosk rightly refuses it. So
 * each journey may run a second time.
 */
const AGAIN = { retry: 1 };

export function inEveryShell(who: string, journeys: (runner: Runner) => void): void {
  for (const runner of wantedRunners(RUNNERS, process.env['KIOSK_JOURNEYS'])) {
    const { name, lacks } = runner;
    const where = lacks === null ? `in ${name}` : `not in ${name}: ${lacks}`;
    describe.skipIf(lacks !== null)(`${who} (${where})`, AGAIN, () => {
      afterAll(() => runner.close());
      journeys(runner);
    });
  }
}
