/** A journal of some years, made once for all rows that need one. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeLongJournal } from '../../test/builders/long-journal.ts';
import { BENCH_HOME, benchFolder, openBenchJournal } from './journal.ts';
import type { Extent } from './row.ts';

/** Three years of a busy kiosk. */
const OPERATIONS = 1_000_000;
/** Making a million takes about a minute, which is too long for `--short`. */
const OPERATIONS_SHORT = 300_000;

let made: string | null = null;

/** The folder of the journal. It is removed when the bench ends. */
export function longJournalFolder({ isShort }: Extent): string {
  made ??= folderWith(isShort ? OPERATIONS_SHORT : OPERATIONS);
  return made;
}

/** A folder with a journal of so many operations, which was opened once. It is removed when the bench ends. */
export function folderWith(operationCount: number, betweenMs?: number): string {
  const folder = benchFolder();
  process.once('exit', () => rmSync(folder, { recursive: true }));
  const file = join(folder, 'journal.sqlite');
  const spread = betweenMs === undefined ? {} : { betweenMs };
  makeLongJournal({ file, home: BENCH_HOME, operationCount, ...spread });
  openBenchJournal(folder).close();
  return folder;
}
