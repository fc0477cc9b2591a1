/** Ends a run of vitest as every other proof ends: with what was skipped and why, and `N passed, N failed`. */
import type { Reporter } from 'vitest/node';

export const countReporter: Reporter = {
  onTestRunEnd(modules, unhandledErrors) {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const count = (state: string): number =>
      tests.filter((test) => test.result().state === state).length;
    // A file that cannot be loaded has no tests, and an error outside of every test is a failure too.
    const brokenCount = modules.filter((module) => module.errors().length > 0).length;
    const skipped = tests.filter(
      (test) => test.result().state === 'skipped' && test.options.mode === 'skip',
    );
    for (const [group, number] of countBy(skipped.map((test) => groupOf(test.fullName)))) {
      process.stdout.write(`SKIPPED: ${number} × ${group}\n`);
    }
    const failed = count('failed') + brokenCount + unhandledErrors.length;
    process.stdout.write(`${count('passed')} passed, ${failed} failed\n`);
  },
};

/** The outermost suite: its name says what the machine lacks. */
function groupOf(fullName: string): string {
  return fullName.split(' > ')[0] ?? fullName;
}

function countBy(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}
