/** Runs in the emulated machine: every reader journey on two of the kernel's buses. */
import { expectJourney, JOURNEYS } from '../devices/journeys.ts';
import { createGadgetBus } from './gadget-bus.ts';
import { GRAB, TAKEN } from './grab.ts';
import { createUhidBus } from './uhid-bus.ts';

const BUSES = {
  // A report through uhid reaches every open file at once, so a test can prove that nothing came.
  uhid: { createBus: createUhidBus, journeys: [...JOURNEYS, GRAB, TAKEN] },
  'USB gadget': { createBus: createGadgetBus, journeys: JOURNEYS },
};
const PATIENCE_MS = 60_000;

let [passedCount, failedCount] = [0, 0];
for (const [name, { createBus, journeys }] of Object.entries(BUSES)) {
  for (const journey of journeys) {
    // Stop at the first failure: a failed journey takes long, and one message is enough to begin with.
    if (failedCount > 0) break;
    const startedMs = performance.now();
    let why = '';
    try {
      await expectJourney(journey, createBus(), PATIENCE_MS);
    } catch (error) {
      failedCount += 1;
      why = `\n  ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
    }
    const seconds = ((performance.now() - startedMs) / 1_000).toFixed(1);
    if (why === '') passedCount += 1;
    const verdict = why === '' ? 'passed' : 'FAILED';
    process.stdout.write(`${verdict} ${name}: ${journey.name} (${seconds} s)${why}\n`);
  }
}
process.stdout.write(`${passedCount} passed, ${failedCount} failed\n`);
process.stdout.write(`GUEST ${failedCount === 0 ? 'PASSED' : 'FAILED'}\n`);
