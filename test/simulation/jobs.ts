/** Splits the simulation into jobs. Any process can run them, in any order. */
import * as v from 'valibot';
import { FATES, nameOfCase, planOfCase, caseOfName, runCases, STORIES } from './exhaustive.ts';
import { planOf } from './generate.ts';
import type { Plan } from './plan.ts';
import { simulate } from './simulate.ts';
import { emptySummary, noteResult, type Summary } from './summary.ts';

export const jobSchema = v.variant('kind', [
  v.object({ kind: v.literal('seeds'), from: v.number(), count: v.number() }),
  v.object({ kind: v.literal('cases'), story: v.number(), fate: v.number() }),
]);
export type Job = v.InferOutput<typeof jobSchema>;

const SEEDS_PER_JOB = 25;

/** Every small case, or one story and fate in `oneIn` of them. Each story then still meets different fates. */
export function caseJobs(oneIn = 1): Job[] {
  return STORIES.flatMap((_, story) =>
    FATES.map((__, fate): Job => ({ kind: 'cases', story, fate })),
  ).filter((_, at) => (Math.floor(at / FATES.length) + at) % oneIn === 0);
}

export function seedJobs(from: number, count: number): Job[] {
  return Array.from({ length: Math.ceil(count / SEEDS_PER_JOB) }, (_, index): Job => {
    const start = index * SEEDS_PER_JOB;
    return { kind: 'seeds', from: from + start, count: Math.min(SEEDS_PER_JOB, count - start) };
  });
}

export async function runJob(job: Job): Promise<Summary> {
  const summary = emptySummary();
  if (job.kind === 'cases') {
    await runCases(job, (name, result, plan) => {
      noteResult(summary, { name: nameOfCase(name), plan, result });
    });
    return summary;
  }
  for (let seed = job.from; seed < job.from + job.count; seed++) {
    const plan = planOf(seed);
    noteResult(summary, { name: String(seed), plan, result: await simulate(plan) });
  }
  return summary;
}

/** A seed, or the name of a case: `story/fate/step`. */
export function planOfName(name: string): Plan | null {
  return name.includes('/') ? planOfCase(caseOfName(name)) : planOf(Number(name));
}
