/**
 * `npm run simulate -- --runs N --seed S`: every small case, then N seeds from S on, in a few processes.
 * `--one-case-in 4` runs a quarter of the small cases.
 * If anything failed, it prints the fewest items that still fail, their trace, and the command that repeats the run.
 * Its exit code is then 1.
 */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { RUNS_FOR_COVERAGE, TO_REACH, unreached } from './coverage.ts';
import { caseJobs, planOfName, seedJobs } from './jobs.ts';
import { KNOWN_FAILURES } from './known-failures.ts';
import { without } from './plan.ts';
import { droppedOfText, shrink, textOfDropped } from './shrink.ts';
import { catchBugs, simulate } from './simulate.ts';
import { addSummary, emptySummary, type Summary } from './summary.ts';
import { runJobs } from './workers.ts';

/** The largest share of operations that may be held, in own shops and in runs with faults. */
const HELD_SHARE_MAX = 0.01;

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    /** Run only this seed or case, and print its trace. */
    only: { type: 'string' },
    /** The items of the plan to leave out. */
    without: { type: 'string', default: '' },
    /** Leave out the small cases. */
    'no-cases': { type: 'boolean', default: false },
    /** Run only one small case in so many, spread over all stories and fates. */
    'one-case-in': { type: 'string', default: '1' },
    'seeds-first': { type: 'boolean', default: false },
    /** Do not search for the fewest items that still fail. */
    'no-shrink': { type: 'boolean', default: false },
    'stop-at-failure': { type: 'boolean', default: false },
    workers: { type: 'string', default: String(Math.min(2, availableParallelism())) },
  },
});

catchBugs();
process.exitCode = values.only === undefined ? await runAll() : await runOne(values.only);

async function runAll(): Promise<0 | 1> {
  const sum = emptySummary();
  const known = createKnownFailures();
  const startedMs = performance.now();
  const cases = values['no-cases'] ? [] : caseJobs(Number(values['one-case-in']));
  const seeds = seedJobs(Number(values.seed), Number(values.runs));
  const jobs = values['seeds-first'] ? [...seeds, ...cases] : [...cases, ...seeds];
  await runJobs({
    jobs,
    workerCount: Number(values.workers),
    onSummary: (summary) => addSummary(sum, known.without(summary)),
    isEnough: () => values['stop-at-failure'] && sum.failed.length > 0,
  });
  const seconds = (performance.now() - startedMs) / 1000;
  const problems = [...report(sum, seconds), ...known.problems()];
  const first = sum.failed.toSorted((a, b) => a.name.localeCompare(b.name))[0];
  if (first !== undefined && !values['no-shrink']) await explain(first.name);
  for (const problem of problems) console.log(`FAILED: ${problem}`);
  const failed = sum.failed.length + problems.length;
  console.log(`${sum.runs - sum.failed.length} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

/** Takes the known failures out of the results, and finds those that pass now. */
function createKnownFailures(): {
  without: (summary: Summary) => Summary;
  problems: () => string[];
} {
  const seen = new Set<string>();
  const [from, count] = [Number(values.seed), Number(values.runs)];
  const due = [...KNOWN_FAILURES.keys()].filter(
    (name) => Number(name) >= from && Number(name) < from + count,
  );
  return {
    without(summary) {
      const isKnown = ({ name }: { name: string }): boolean => KNOWN_FAILURES.has(name);
      for (const { name } of summary.failed.filter(isKnown)) seen.add(name);
      return { ...summary, failed: summary.failed.filter((one) => !isKnown(one)) };
    },
    problems() {
      console.log(`${seen.size} of ${due.length} known failures`);
      if (values['stop-at-failure']) return [];
      return due
        .filter((name) => !seen.has(name))
        .map((name) => `seed ${name} passes: remove it from known-failures.ts`);
    },
  };
}

function report(sum: Summary, seconds: number): string[] {
  const { runs, operations, events, ownHeld, ownOperations } = sum;
  console.log(
    `${runs} runs in ${seconds.toFixed(1)} s: ${(runs / seconds).toFixed(1)} runs/s, ` +
      `${operations} operations, ${events} events`,
  );
  const missing = unreached(sum.reached);
  console.log(`reached ${TO_REACH.length - missing.length} of ${TO_REACH.length}`);
  if (missing.length > 0) console.log(`not reached: ${missing.join(', ')}`);
  // A short run reaches too little, and a few operations are a large share of it.
  const isLong = runs >= RUNS_FOR_COVERAGE;
  const share = ownOperations === 0 ? 0 : ownHeld / ownOperations;
  console.log(
    `held ${(share * 100).toFixed(2)} % of ${ownOperations} operations in own shops with faults; ` +
      `of all: ${JSON.stringify(sum.held)}`,
  );
  for (const { name, failure } of sum.failed) console.log(`${name}: ${failure}`);
  return [
    ...(isLong ? missing.map((thing) => `${thing} was never reached`) : []),
    ...(isLong && share > HELD_SHARE_MAX ? [`more than ${HELD_SHARE_MAX * 100} % are held`] : []),
  ];
}

async function explain(name: string): Promise<void> {
  const plan = planOfName(name);
  if (plan === null) return;
  const dropped = await shrink(plan);
  const smallest = without(plan, dropped);
  const { trace, failures } = await simulate(smallest);
  const left = textOfDropped(dropped);
  const flag = left === '' ? '' : ` --without '${left}'`;
  console.log(`\nThe fewest items of ${name} that still fail:\n${JSON.stringify(smallest)}`);
  console.log(trace.join('\n'));
  for (const failure of failures) console.log(`=> ${failure}`);
  console.log(`\nTo see it again: npm run simulate -- --only ${name}${flag}\n`);
}

async function runOne(name: string): Promise<0 | 1> {
  const plan = planOfName(name);
  if (plan === null) {
    console.log(`There is no seed or case named ${name}.`);
    return 1;
  }
  const result = await simulate(without(plan, droppedOfText(values.without)));
  console.log(result.trace.join('\n'));
  for (const failure of result.failures) console.log(`=> ${failure}`);
  const failed = result.failures.length === 0 ? 0 : 1;
  console.log(`${1 - failed} passed, ${failed} failed`);
  return failed;
}
