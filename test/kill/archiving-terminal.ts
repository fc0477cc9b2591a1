/** Opens a journal, moves every month out that is due, and says so. It is killed on the way, or its disk is full. */
import { writeSync } from 'node:fs';
import { archiveAll } from '../../src/main/journal/archive/archive-run.ts';
import { dueOf } from '../../src/main/journal/archive/due.ts';
import { openJournal } from '../../src/main/journal/open.ts';
import { createRealWorld } from '../../src/main/world/real-world.ts';
import { epochMs } from '../../src/shared/time.ts';
import { HOME } from './messages.ts';

const [file = '', at = ''] = process.argv.slice(2);
const world = createRealWorld(1_000);
const opened = openJournal({
  file,
  home: HOME,
  now: () => world.now(),
  newId: () => world.newId(),
});
if (opened.kind === 'unwritable') {
  writeSync(1, `${opened.kind}\n`);
  process.exit(1);
}
if (opened.kind !== 'open') throw new Error(JSON.stringify(opened));
const due = dueOf(opened.reports.last(), { keepMonths: 1, now: epochMs(Number(at)) });
if (due === null) throw new Error('nothing is due');
writeSync(1, 'began\n');
const archived = archiveAll(opened, { journalFile: file, due });
opened.close();
writeSync(1, `${archived.kind}\n`);
process.exit(archived.kind === 'archived' ? 0 : 1);
