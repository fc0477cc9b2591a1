/** Moves what is old to an archive, at any time of a run in which no operation is open. */
import * as v from 'valibot';
import { archiveAll } from '../../src/main/journal/archive/archive-run.ts';
import { dueOf, type Due } from '../../src/main/journal/archive/due.ts';
import type { OpenJournal } from '../../src/main/journal/open.ts';
import { epochMs } from '../../src/shared/time.ts';
import type { Instance, Terminal } from './terminal.ts';

/**
 * What is younger than this stays. It is the month of a simulated run, so it is longer than any request is under way:
 * what comes later cannot be compared with an operation that has left.
 */
const MONTH_MS = 45 * 60_000;

/**
 * Compares the operations with the ledger, and then moves what is older than a month, if nothing is open. Customers may be
 * at the screen, and the terminal may crash in each transaction of the move.
 */
export function archiveOld(instance: Instance, { index, reached, trace, fail }: Mover): void {
  const { money, opened } = instance;
  money.reconciler.runDaily().then(
    () => {
      if (!instance.isAlive || opened.journal.waiting().count > 0) return;
      const due = dueBefore(opened);
      if (due === null) return;
      const archived = archiveAll(opened, { journalFile: opened.db.name, due });
      trace(`T${index} moves what is old to an archive: ${archived.kind}`);
      // It may have crashed, or its disk may be full.
      if (archived.kind === 'stuck') fail(`T${index} cannot archive: ${archived.why}`);
      else if (archived.kind === 'archived' && archived.archives.length > 0)
        reached.add('archived:between');
    },
    (error: unknown) => fail(`an archive threw ${String(error)}`),
  );
}

type Mover = Pick<Terminal, 'index' | 'reached'> & Record<'trace' | 'fail', (line: string) => void>;

const reportSchema = v.pipe(v.string(), v.parseJson(), v.object({ at: v.nullable(v.number()) }));

/** What was compared, and is older than a month of the simulation. */
function dueBefore({ reports }: OpenJournal): Due | null {
  const report = reports.last();
  const due = dueOf(report, { keepMonths: 1, now: epochMs(0) });
  const { at } = v.parse(reportSchema, report?.body ?? '{"at":null}');
  return due === null || at === null ? null : { ...due, before: epochMs(at - MONTH_MS) };
}
