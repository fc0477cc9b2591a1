/** The same work in a journal of some years and in one of a hundred operations. Nothing may grow with the history. */
import { randomUUID } from 'node:crypto';
import { inTurns } from '../kit/in-turns.ts';
import { appendQueued, openBenchJournal, timeToOpen } from '../kit/journal.ts';
import { folderWith, longJournalFolder } from '../kit/long-journal.ts';
import type { Extent, Sample } from '../kit/row.ts';

const FEW = 100;
const APPENDS = 50;

/** From the closed file until a payment can be added. */
export async function openingLong(extent: Extent): Promise<Sample[]> {
  const [long, short] = [longJournalFolder(extent), folderWith(FEW)];
  return inTurns({
    count: extent.isShort ? 5 : 15,
    program: () => timeToOpen(long),
    reference: () => timeToOpen(short),
  });
}

export async function appendLong(extent: Extent): Promise<Sample[]> {
  const long = openBenchJournal(longJournalFolder(extent));
  const short = openBenchJournal(folderWith(FEW));
  const samples = await inTurns({
    count: extent.isShort ? 6 : 20,
    program: () => appendMany(long.journal),
    reference: () => appendMany(short.journal),
  });
  long.close();
  short.close();
  return samples;
}

function appendMany(journal: Parameters<typeof appendQueued>[0]): void {
  for (let index = 0; index < APPENDS; index++) appendQueued(journal, randomUUID());
}
