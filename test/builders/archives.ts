/** Journals with several months, and what is due to leave them. */
import { dueOf, type Due } from '../../src/main/journal/archive/due.ts';
import {
  archiveAll,
  prepareArchive,
  type Archived,
} from '../../src/main/journal/archive/archive-run.ts';
import { openArchives } from '../../src/main/journal/archive/history.ts';
import { readCut, type Archive, type Cut } from '../../src/main/journal/cut.ts';
import { jsonLines } from '../../src/main/journal/export.ts';
import type { OpenJournal } from '../../src/main/journal/open.ts';
import { epochMs, type EpochMs } from '../../src/shared/time.ts';
import { aHome, aJournalFile, type JournalFile } from './journal.ts';
import { makeLongJournal, type LongJournal } from './long-journal.ts';
import { aFolder } from './terminal.ts';
import { join } from 'node:path';

const HOUR_MS = 3_600_000;

/** A journal from January 2023 on, with an operation every 18 hours. */
export function aJournalOfMonths(changes: Partial<LongJournal> = {}): JournalFile {
  const file = join(aFolder(), 'journal.sqlite');
  const size = { operationCount: 160, contactCount: 7, betweenMs: 18 * HOUR_MS };
  makeLongJournal({ file, home: aHome(), ...size, ...changes });
  return aJournalFile(file);
}

/** Stores a report of this time, as the daily comparison does. */
export function compared(
  { reports }: Pick<OpenJournal, 'reports'>,
  { at, unread = [] }: { at: number; unread?: readonly string[] },
): void {
  reports.add(JSON.stringify({ at, unread }));
}

/** What is due on this day, after a comparison. */
export function dueOn(opened: OpenJournal, at: number, keepMonths = 1): Due {
  compared(opened, { at });
  const due = dueOf(opened.reports.last(), { keepMonths, now: epochMs(at) });
  if (due === null) throw new Error('nothing is due');
  return due;
}

/** Moves all months out that are due on this day. */
export function archivedOn(opened: OpenJournal, file: string, at: number): Archived {
  return archiveAll(opened, { journalFile: file, due: dueOn(opened, at) });
}

/** Prepares the next archive that is due on this day. */
export function preparedOn(opened: OpenJournal, file: string, at: number): Archive {
  const { before } = dueOn(opened, at);
  const parts = prepareArchive(opened.db, { journalFile: file, before });
  for (;;) {
    const part = parts.next();
    if (part.done !== true) continue;
    if (part.value.kind !== 'written') throw new Error(JSON.stringify(part.value));
    return part.value.archive;
  }
}

export function cutOf({ db }: Pick<OpenJournal, 'db'>): Cut {
  const read = readCut(db);
  if (read.kind !== 'read') throw new Error('the cut is unreadable');
  return read.cut;
}

/** The lines of an export through all archives. */
export function exportedLines(opened: OpenJournal, file: string, exportedAt: EpochMs): string[] {
  const { archives, close } = openArchives(file, cutOf(opened).archives);
  try {
    return [...jsonLines({ db: opened.db, archives, exportedAt })].map((line) => line.trimEnd());
  } finally {
    close();
  }
}
