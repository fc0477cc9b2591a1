/** Ends all faults after a run, and gives every operation time to settle. */
import { hasArchives, moveToArchives } from './archiving.ts';
import type { Run } from './simulated-run.ts';

const MINUTE_MS = 60_000;
/** An operation that is still open after this much virtual time will never settle. */
const REST_MS_MAX = 8 * 60 * MINUTE_MS;
/** Longer than any time limit of a waiting customer. */
const QUIET_MS = 40_000;

export async function settle(run: Run): Promise<void> {
  const { network, account, terminals, scheduler, trace } = run;
  trace('-- faults end --');
  network.heal();
  account.sandbox.setBehaviour({
    listLagMs: 0,
    totalLagMs: null,
    balanceLagMs: 0,
    rateLimit: null,
  });
  account.sandbox.setBehaviour({ token: 'valid', account: 'active', listOrder: 'ascending' });
  for (const terminal of terminals) terminal.heal();
  await scheduler.runUntil(scheduler.nowMs() + REST_MS_MAX, () => isEverybodyUp(run));
  await advance(run, QUIET_MS);
  await rest(run);
  // One reconciliation finds late rows. The next one finds the effects of their correction.
  await compare(run, ['runRecent', 'runDaily', 'runRecent']);
  if (!hasArchives(run)) return;
  moveToArchives(run);
  await compare(run, ['runDaily', 'runRecent']);
}

async function compare(run: Run, runs: readonly ('runRecent' | 'runDaily')[]): Promise<void> {
  const { terminals, scheduler, trace } = run;
  for (const which of runs) {
    trace(`-- ${which} --`);
    for (const { running } of terminals) {
      if (running === null) continue;
      const done = { isDone: false };
      running.money.reconciler[which]().then(
        () => (done.isDone = true),
        (error: unknown) => run.fail(`${which} threw ${String(error)}`),
      );
      await scheduler.runUntil(scheduler.nowMs() + 10 * MINUTE_MS, () => done.isDone);
      if (!done.isDone) run.fail(`${which} does not end`);
    }
    await rest(run);
  }
}

function isEverybodyUp({ terminals }: Run): boolean {
  return terminals.every(({ running }) => running !== null && !running.time.isAsleep());
}

async function rest(run: Run): Promise<void> {
  const { scheduler, network } = run;
  const deadlineMs = scheduler.nowMs() + REST_MS_MAX;
  const isAtRest = (): boolean => network.underwayCount() === 0 && openCount(run) === 0;
  await scheduler.runUntil(deadlineMs, isAtRest);
  // Time for the last reply, and for the requests that follow it.
  await advance(run, 1_000);
  await scheduler.runUntil(deadlineMs, isAtRest);
}

/** How many operations are open and not held. A terminal that is down counts as one. */
export function openCount({ terminals }: Run): number {
  return terminals.reduce(
    (sum, { running }) => sum + (running === null ? 1 : running.opened.journal.waiting().count),
    0,
  );
}

async function advance({ scheduler }: Run, forMs: number): Promise<void> {
  await scheduler.runUntil(scheduler.nowMs() + forMs, () => false);
}
