/**
 * Moves everything that may leave out of the journals of some runs, once all was compared with the ledger. The last
 * comparisons and every invariant then run over journals with archives. archive-old.ts moves in the middle of a run.
 */
import { archiveAll } from '../../src/main/journal/archive/archive-run.ts';
import { dueOf } from '../../src/main/journal/archive/due.ts';
import { epochMs } from '../../src/shared/time.ts';
import type { Plan } from './plan.ts';
import type { Run } from './simulated-run.ts';

/** Of so many runs, one has archives. */
const EVERY = 8;
/** No run is that long, whatever the clocks of its terminals say. */
const YEARS_MS = 20 * 366 * 86_400_000;

export function hasArchives({ plan }: Pick<Run, 'plan'>): boolean {
  return plan.seed % EVERY === 0;
}

/** True if archives are made between the actions too. */
export function hasMovesBetween({ seed }: Pick<Plan, 'seed'>): boolean {
  return seed % (2 * EVERY) === 0;
}

export function moveToArchives({ terminals, scheduler, trace, fail }: Run): void {
  const late = epochMs(scheduler.nowMs() + YEARS_MS);
  for (const terminal of terminals) {
    const { opened } = terminal.running ?? {};
    const due = dueOf(opened?.reports.last() ?? null, { keepMonths: 1, now: late });
    if (opened === undefined || due === null) continue;
    const archived = archiveAll(opened, {
      journalFile: opened.db.name,
      // A month is as short as a run.
      due: { ...due, before: late },
    });
    trace(`T${terminal.index} moves to archives: ${archived.kind}`);
    if (archived.kind !== 'archived') fail(`T${terminal.index} cannot archive: ${archived.why}`);
    else if (archived.archives.length > 0) terminal.reached.add('archived');
  }
}
