/** Prints the end of a vitest run as every proof does: the skipped tests with the reason, and `N passed, N failed`. */
import type { Reporter, TestCase } from 'vitest/node';

/** With `--tags-filter`, other tests are left out on purpose and do not count as skipped. */
let wantedTags: readonly string[] | undefined;

export const countReporter: Reporter = {
  onInit({ config }) {
    wantedTags = config.tagsFilter;
  },
  onTestRunEnd(modules, unhandledErrors) {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const count = (state: string): number =>
      tests.filter((test) => test.result().state === state).length;
    // A file that cannot be loaded has no tests, and an error outside of every test is a failure too.
    const brokenCount = modules.filter((module) => module.errors().length > 0).length;
    const skipped = tests.filter((test) => test.result().state === 'skipped' && isWanted(test));
    for (const [reason, number] of countBy(skipped.map((test) => reasonOf(test.fullName)))) {
      process.stdout.write(`SKIPPED: ${number} tests: ${reason}\n`);
    }
    const failed = count('failed') + brokenCount + unhandledErrors.length;
    process.stdout.write(`${count('passed')} passed, ${failed} failed\n`);
  },
};

function isWanted({ tags }: TestCase): boolean {
  return wantedTags === undefined || wantedTags.some((tag) => tags.includes(tag));
}

/** The name of a test that cannot run says why, as in `a customer who pays (not in Electron: no display)`. */
function reasonOf(fullName: string): string {
  return /\((not in .+|.*skipped.*)\)/.exec(fullName)?.[1] ?? fullName;
}

function countBy(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}
