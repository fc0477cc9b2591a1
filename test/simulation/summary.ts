/** The results of many runs, in a form that can be added up and sent between processes. */
import * as v from 'valibot';
import { isShared } from './held.ts';
import { isFaultFree, type Plan } from './plan.ts';
import type { Result } from './simulate.ts';

export const summarySchema = v.object({
  runs: v.number(),
  failed: v.array(v.object({ name: v.string(), failure: v.string() })),
  /** For each name of coverage.ts: how many runs reached it. */
  reached: v.record(v.string(), v.number()),
  /** In runs with faults and own shops: all operations, and how many of them are held. */
  ownOperations: v.number(),
  ownHeld: v.number(),
  operations: v.number(),
  held: v.record(v.string(), v.number()),
  events: v.number(),
});
export type Summary = v.InferOutput<typeof summarySchema>;

export function emptySummary(): Summary {
  return {
    runs: 0,
    failed: [],
    reached: {},
    ownOperations: 0,
    ownHeld: 0,
    operations: 0,
    held: {},
    events: 0,
  };
}

/** A run that has ended. The name can be used to run it again. */
export interface Ended {
  name: string;
  plan: Plan;
  result: Result;
}

export function noteResult(summary: Summary, { name, plan, result }: Ended): void {
  summary.runs += 1;
  summary.operations += result.operationCount;
  summary.events += result.eventCount;
  for (const thing of result.reached) increase(summary.reached, thing, 1);
  for (const { reason } of result.held) increase(summary.held, reason, 1);
  const isCounted = plan.isStory !== true && !isShared(plan) && plan.flavour === 'clients';
  if (isCounted && !isFaultFree(plan)) {
    summary.ownOperations += result.operationCount;
    // A double that the network made is held by design (docs/decisions/013).
    summary.ownHeld += result.held.filter(({ reason }) => reason !== 'possibleDouble').length;
  }
  const [failure] = result.failures;
  if (failure !== undefined) summary.failed.push({ name, failure });
}

export function addSummary(sum: Summary, other: Summary): void {
  sum.runs += other.runs;
  sum.failed.push(...other.failed);
  sum.ownOperations += other.ownOperations;
  sum.ownHeld += other.ownHeld;
  sum.operations += other.operations;
  sum.events += other.events;
  for (const [thing, count] of Object.entries(other.reached)) increase(sum.reached, thing, count);
  for (const [reason, count] of Object.entries(other.held)) increase(sum.held, reason, count);
}

function increase(counts: Record<string, number>, thing: string, by: number): void {
  counts[thing] = (counts[thing] ?? 0) + by;
}
