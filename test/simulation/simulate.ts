/** One run: builds the world of a plan, lets everything happen and settle, and checks that every promise was kept. */
import { assert } from '../../src/shared/assert.ts';
import { createAccount, TOKEN } from './account.ts';
import type { HeldOperation, Run } from './simulated-run.ts';
import { createFigures } from './figures.ts';
import { checkInvariants, type Checked } from './invariants.ts';
import { listsOf } from './long-lists.ts';
import { createNetwork } from './network.ts';
import { createPeople, type People } from './people.ts';
import { isFaultFree, type Plan } from './plan.ts';
import { createRandom, seedOf } from './random.ts';
import { createScheduler } from './scheduler.ts';
import { settle } from './settle.ts';
import { templateJournal, workDirectory } from './files.ts';
import { shopOf, Terminal, tokenOf } from './terminal.ts';

export interface Result {
  failures: string[];
  /** The same plan gives the same trace, byte for byte. */
  trace: string[];
  /** The names of the states, answers and faults that the run has reached (coverage.ts). */
  reached: Set<string>;
  operationCount: number;
  held: HeldOperation[];
  /** How many steps each terminal took. It could have crashed at each of them. */
  steps: number[];
  eventCount: number;
}

const START_MS = Date.UTC(2026, 0, 1);

let current: ((error: unknown) => void) | null = null;

/** In the product a broken invariant ends the program. Here it ends the run. */
export function catchBugs(): void {
  process.on('uncaughtException', (error) => {
    if (current === null) throw error;
    current(error);
  });
}

export async function simulate(plan: Plan): Promise<Result> {
  const scheduler = createScheduler(START_MS);
  const failures: string[] = [];
  const lines: string[] = [];
  const trace = (line: string): void => {
    lines.push(`${((scheduler.nowMs() - START_MS) / 1000).toFixed(3).padStart(10)} ${line}`);
  };
  const fail = (what: string): void => {
    if (failures.length < 20) failures.push(what);
    trace(`FAILURE ${what}`);
  };
  current = (error) => fail(`bug: ${error instanceof Error ? (error.stack ?? '') : String(error)}`);
  const onBug = current;
  const run = build(plan, { scheduler, fail, trace });
  try {
    for (const terminal of run.terminals) terminal.boot();
    schedule(run);
    await scheduler.runUntil(
      START_MS + lengthOf(plan),
      () => failures.length > 0 || isStopped(run),
    );
    // A terminal that refuses its journal sends nothing. What happens next is a matter for staff.
    if (failures.length === 0 && !isStopped(run)) await settle(run);
    const isChecked = failures.length === 0 && !isStopped(run);
    const checked = isChecked ? checkInvariants(run) : null;
    return { ...resultOf(run, checked), failures, trace: lines };
  } catch (error) {
    onBug(error);
    return nothing(failures, lines);
  } finally {
    current = null;
    for (const terminal of run.terminals) terminal.close();
    run.account.close();
  }
}

function isStopped({ terminals }: Run): boolean {
  return terminals.some(({ isRefused }) => isRefused);
}

function resultOf(run: Run, checked: Checked | null): Omit<Result, 'failures' | 'trace'> {
  return {
    reached: new Set([
      ...datesReached(run.plan),
      ...run.network.reached,
      ...listsOf(run.plan),
      ...run.people.reached,
      ...run.terminals.flatMap(({ reached }) => [...reached]),
      ...(checked?.reached ?? []),
    ]),
    operationCount: checked?.operationCount ?? 0,
    held: checked?.held ?? [],
    steps: run.terminals.map(({ steps }) => steps),
    eventCount: run.scheduler.eventCount(),
  };
}

function nothing(failures: string[], trace: string[]): Result {
  const reached = new Set<string>();
  return { failures, trace, reached, operationCount: 0, held: [], steps: [], eventCount: 0 };
}

function build(plan: Plan, hooks: Pick<Run, 'scheduler' | 'fail' | 'trace'>): Run {
  const { scheduler, fail, trace } = hooks;
  const account = createAccount(plan, scheduler, createRandom(seedOf(plan.seed, 1)));
  const figures = createFigures(plan, account);
  const network = createNetwork({
    plan,
    scheduler,
    random: createRandom(seedOf(plan.seed, 2)),
    handle: (request, lagMs) => {
      const response = account.handle(request, lagMs);
      if (request.method === 'POST') figures.changed();
      return response;
    },
    trace,
  });
  let people: People | null = null;
  const terminals = Array.from({ length: plan.terminalCount }, (_, index) => {
    const shop = shopOf(plan, index);
    return new Terminal({
      index,
      plan,
      token: tokenOf(plan, shop, TOKEN),
      scheduler,
      network,
      random: createRandom(seedOf(plan.seed, 10 + index)),
      template: templateJournal(),
      directory: workDirectory(),
      trace,
      onAdded: (operation) => {
        assert(people !== null, 'people exist before anyone acts');
        people.noteAdded(operation);
      },
      onSent: (operationId) => people?.noteSent(operationId),
      onWritten: () => figures.changed(),
      onCrash: (instance) => people?.noteCrash(instance),
      onFailure: fail,
    });
  });
  people = createPeople({ plan, account, terminals, figures, trace, onFailure: fail });
  return {
    plan,
    account,
    network,
    people,
    terminals,
    isFaultFree: isFaultFree(plan),
    ...hooks,
  };
}

function schedule({ plan, scheduler, people, terminals, trace }: Run): void {
  for (const action of plan.actions) {
    scheduler.at(START_MS + action.atMs, () => people.act(action));
  }
  for (const { terminal, kind, fromMs, toMs } of plan.disks) {
    const setDisk = (to: typeof kind | null): void => {
      trace(`T${terminal} disk is ${to ?? 'well again'}`);
      people.reached.add(`disk:${kind}`);
      terminals[terminal]?.setDisk(to);
    };
    scheduler.at(START_MS + fromMs, () => setDisk(kind));
    scheduler.at(START_MS + toMs, () => setDisk(null));
  }
}

/** The end of the run: some time after the last item of the plan. */
function lengthOf({ actions, outages, disks }: Plan): number {
  return (
    Math.max(
      0,
      ...actions.map(({ atMs }) => atMs),
      ...outages.map(({ toMs }) => toMs),
      ...disks.map(({ toMs }) => toMs),
    ) + 30_000
  );
}

function datesReached({ dates }: Plan): string[] {
  const { skewMs, driftMsPerSecond, missing } = dates;
  return [
    ...(skewMs === 0 ? [] : ['dates:shifted']),
    ...(driftMsPerSecond === 0 ? [] : ['dates:drifting']),
    ...(missing === 'none' ? [] : [`dates:missing:${missing}`]),
  ];
}
