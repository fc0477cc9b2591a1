/** `npm run test:fuzz [-- COUNT [SEED [PATH]]]`: COUNT random reports for every decoder, a million by default. */
import fc from 'fast-check';
import { SENT_COUNT } from './any-reports.ts';
import { FUZZ_TARGETS } from './decoders.ts';

const [count = '1000000', seed = String(Date.now() % 1_000_000), path] = process.argv.slice(2);
const numRuns = Math.ceil(Number(count) / SENT_COUNT);
let failedCount = 0;

for (const target of FUZZ_TARGETS) {
  const startedMs = performance.now();
  let codeCount = 0;
  const result = fc.check(
    target.property(() => (codeCount += 1)),
    { numRuns, seed: Number(seed), ...(path === undefined ? {} : { path }) },
  );
  const seconds = ((performance.now() - startedMs) / 1_000).toFixed(1);
  if (result.failed) {
    failedCount += 1;
    const again = `npm run test:fuzz -- ${count} ${result.seed} ${result.counterexamplePath ?? ''}`;
    process.stderr.write(
      `${target.name} failed; repeat it with: ${again}\n${fc.defaultReportMessage(result)}\n`,
    );
  } else {
    process.stdout.write(
      `${target.name}: ${numRuns * SENT_COUNT} reports, ${codeCount} codes, ${seconds} s, seed ${seed}\n`,
    );
  }
}
process.stdout.write(`${FUZZ_TARGETS.length - failedCount} passed, ${failedCount} failed\n`);
process.exitCode = failedCount === 0 ? 0 : 1;
