/**
 * Adds a pause of more than an hour to some plans, and moves of old operations to archives: during the pause, and at any
 * time after it, while customers pay. It uses its own random numbers, so the plans of all other seeds stay the same.
 */
import { hasMovesBetween } from './archiving.ts';
import type { Action, Plan } from './plan.ts';
import { createRandom, seedOf, type Random } from './random.ts';

const ARCHIVES_PART = 7;
const MINUTE_MS = 60_000;

export function withArchives(plan: Plan): Plan {
  if (!hasMovesBetween(plan)) return plan;
  const random = createRandom(seedOf(plan.seed, ARCHIVES_PART));
  const times = plan.actions.map(({ atMs }) => atMs);
  const fromMs = random.pick(times.length === 0 ? [0] : times);
  const byMs = random.between(70, 150) * MINUTE_MS;
  const later = (atMs: number): number => (atMs > fromMs ? atMs + byMs : atMs);
  const actions = plan.actions.map((action) => ({ ...action, atMs: later(action.atMs) }));
  const endMs = Math.max(fromMs + byMs, ...actions.map(({ atMs }) => atMs)) + 5_000;
  return {
    ...plan,
    actions: [...actions, ...movesOf(random, plan, [fromMs + byMs / 2, endMs])],
    outages: plan.outages.map((outage) => shifted(outage, later)),
    disks: plan.disks.map((disk) => shifted(disk, later)),
  };
}

/** What begins before the pause does not become longer. */
function shifted<T extends { fromMs: number; toMs: number }>(
  trouble: T,
  later: (atMs: number) => number,
): T {
  const fromMs = later(trouble.fromMs);
  return { ...trouble, fromMs, toMs: fromMs + trouble.toMs - trouble.fromMs };
}

function movesOf(random: Random, plan: Plan, [fromMs, toMs]: [number, number]): Action[] {
  const first = plan.actions.length;
  return Array.from({ length: random.between(1, 4) }, (_, index) => ({
    kind: 'archive',
    name: first + index,
    terminal: random.between(0, plan.terminalCount - 1),
    atMs: random.between(fromMs, toMs),
  }));
}
