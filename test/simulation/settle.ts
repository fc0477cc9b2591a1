/** After a run: nothing fails any more, and everything has the time that it needs to come to rest. */
import type { Run } from './a-run.ts';

const MINUTE_MS = 60_000;
/** Whatever is not at rest after this much virtual time never will be. */
const REST_MS_MAX = 8 * 60 * MINUTE_MS;
/** Long enough for every timer of a customer who waits. */
const QUIET_MS = 40_000;

export async function settle(run: Run): Promise<void> {
  const { network, account, terminals, scheduler, trace } = run;
  trace('-- faults end --');
  network.heal();
  account.sandbox.setBehaviour({ listLagMs: 0, balanceLagMs: 0, rateLimit: null });
  account.sandbox.setBehaviour({ token: 'valid', account: 'active', listOrder: 'ascending' });
  for (const terminal of terminals) terminal.heal();
  await scheduler.runUntil(scheduler.nowMs() + REST_MS_MAX, () => isEverybodyUp(run));
  await advance(run, QUIET_MS);
  await rest(run);
  // What came late shows in a reconciliation, and its consequences in another.
  for (const which of ['runRecent', 'runDaily', 'runRecent'] as const) {
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
  // The reply to the last request, and what is made of it.
  await advance(run, 1_000);
  await scheduler.runUntil(deadlineMs, isAtRest);
}

/** Open and not held; all of them while a terminal is down. */
export function openCount({ terminals }: Run): number {
  return terminals.reduce(
    (sum, { running }) => sum + (running === null ? 1 : running.opened.journal.waiting().count),
    0,
  );
}

async function advance({ scheduler }: Run, forMs: number): Promise<void> {
  await scheduler.runUntil(scheduler.nowMs() + forMs, () => false);
}
