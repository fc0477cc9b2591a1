/** The commands of `npm run journal` that verify the journal with its archives, and that move months to archives. */
import { basename } from 'node:path';
import Database from 'better-sqlite3';
import { archiveAll, findFutureEvent } from '../src/main/journal/archive/archive-run.ts';
import { dueOf } from '../src/main/journal/archive/due.ts';
import { archivePath, type ArchiveProblem } from '../src/main/journal/archive/find-lost.ts';
import { gapsOf, openArchives, type History } from '../src/main/journal/archive/history.ts';
import {
  findChangedArchives,
  verifyArchives,
} from '../src/main/journal/archive/verify-archives.ts';
import { NO_CUT, readCut, type Archive } from '../src/main/journal/cut.ts';
import type { Verified } from '../src/main/journal/damage.ts';
import { isDiskError, written } from '../src/main/journal/disk-errors.ts';
import type { OpenJournal } from '../src/main/journal/open.ts';
import { findLoss, readRecords, type Home } from '../src/main/journal/record.ts';
import { lastEvent, verifyInParts } from '../src/main/journal/verify.ts';
import { isoText, type EpochMs } from '../src/shared/time.ts';
import { archiveProblemText, damageText } from './journal-texts.ts';
import { progressLine, type ProgressLine } from './progress-line.ts';

/** What a command says, and its exit code. */
export interface Said {
  lines: readonly string[];
  exitCode: 0 | 1;
}

/** Verifies the archives, the oldest first, and then the journal. Only reads, so the kiosk may run. */
export function verifyEverything(file: string, home: Home): Said {
  const progress = progressLine(process.stderr);
  const db = new Database(file, { readonly: true });
  try {
    db.exec('BEGIN');
    return verifySnapshot(db, { file, home, progress });
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error;
    const why = isDiskError(error) ? 'cannot be read' : 'is damaged';
    return { lines: [`the journal ${why}: ${error.message}`], exitCode: 1 };
  } finally {
    progress.clear();
    db.close();
  }
}

interface ToVerify {
  file: string;
  home: Home;
  progress: ProgressLine;
}

function verifySnapshot(db: Database.Database, { file, home, progress }: ToVerify): Said {
  const version = Number(db.pragma('user_version', { simple: true }));
  const read = readCut(db);
  const cut = read.kind === 'read' ? read.cut : NO_CUT;
  const total = lastEvent(db);
  const archives = verifyArchives(file, cut);
  const problems = run(archives, ({ name, doneEvents }) =>
    progress.show(`archive ${name}`, doneEvents, total),
  );
  const verified: Verified = run(verifyInParts(db), ({ doneEvents }) =>
    progress.show('journal', cut.state.end.seq + doneEvents, total),
  );
  progress.clear();
  const damage =
    verified.kind === 'damaged' ? verified.damage : findLoss(db, version, readRecords(file, home));
  const lines = problems.map((problem) => archiveProblemText(file, problem));
  if (damage !== null) return { lines: [...lines, damageText(damage)], exitCode: 1 };
  if (verified.kind === 'damaged' || lines.length > 0) return { lines, exitCode: 1 };
  const { operationCount, end } = verified.state;
  const count = cut.archives.length;
  const within =
    count === 0 ? '' : ` in ${count} ${count === 1 ? 'archive' : 'archives'} and the journal`;
  return {
    lines: [
      `complete: ${operationCount} operations, ${end.seq} events${within}; last hash ${end.hash}`,
    ],
    exitCode: 0,
  };
}

function run<Part, Result>(parts: Generator<Part, Result>, onPart: (part: Part) => void): Result {
  for (;;) {
    const part = parts.next();
    if (part.done === true) return part.value;
    onPart(part.value);
  }
}

export interface ArchiveOrder {
  file: string;
  /** Null if the settings keep everything in the journal. */
  keepMonths: number | null;
  now: EpochMs;
}

/** Moves every month that is due. */
export function archiveMonths(opened: OpenJournal, { file, keepMonths, now }: ArchiveOrder): Said {
  if (keepMonths === null) {
    return { lines: ['the settings keep everything in the journal (journalMonths)'], exitCode: 1 };
  }
  const due = dueOf(opened.reports.last(), { keepMonths, now });
  if (due === null) return { lines: [NOT_COMPARED], exitCode: 1 };
  const archived = archiveAll(opened, { journalFile: file, due });
  switch (archived.kind) {
    case 'archived':
      return {
        lines: [...archivedLines(file, archived.archives), ...futureLines(opened, now)],
        exitCode: 0,
      };
    case 'unwritable':
      return { lines: [`the data folder cannot be written (${archived.why})`], exitCode: 1 };
    case 'stuck':
      return { lines: [`nothing more can leave the journal: ${archived.why}`], exitCode: 1 };
  }
}

const NOT_COMPARED =
  'nothing may leave the journal yet: it was not compared with Leat lately; let the kiosk run online for a day';

function futureLines({ db }: OpenJournal, now: EpochMs): string[] {
  const at = findFutureEvent(db, now);
  if (at === null) return [];
  return [
    `nothing more leaves the journal before ${isoText(at)}: its next event has that time, because a clock was wrong`,
  ];
}

function archivedLines(file: string, archives: readonly Archive[]): string[] {
  if (archives.length === 0) return ['no whole month is old enough'];
  return archives.map(
    (archive) =>
      `${basename(archivePath(file, archive))}: events ${archive.firstSeq} to ${archive.lastSeq}, ${megabytes(archive.bytes)}`,
  );
}

export interface FoundHistory {
  history: History;
  /** Archives that are missing or were changed. The history is without them. */
  problems: readonly ArchiveProblem[];
  close(): void;
}

/** Opens the archives of the journal that are as they were written. Reads each of them as a whole. */
export function findHistory(db: Database.Database, file: string): FoundHistory {
  const read = readCut(db);
  const cut = read.kind === 'read' ? read.cut : NO_CUT;
  const problems = run(findChangedArchives(file, cut.archives), () => undefined);
  const lost = new Set(problems.map(({ name }) => name));
  const whole = cut.archives.filter(({ name }) => !lost.has(name));
  const { archives, close } = openArchives(file, whole);
  return { history: { db, archives, gaps: gapsOf(cut, lost) }, problems, close };
}

/**
 * Gives the free pages of the journal back to the disk, all at once: also those of a file that an earlier version made,
 * which later shrinks by itself. SQLite copies what is left, so it needs that much space and memory for a moment.
 */
export function shrinkFile(db: Database.Database): Said {
  const before = sizesOf(db);
  if (before.usedBytes > SHRINK_BYTES_MAX) {
    const text = `the journal has ${megabytes(before.usedBytes)} without free space; move old months first (archive)`;
    return { lines: [text], exitCode: 1 };
  }
  const shrunk = written(() => {
    db.pragma('auto_vacuum = INCREMENTAL');
    db.exec('VACUUM');
    db.pragma('wal_checkpoint(TRUNCATE)');
  });
  if (shrunk.kind === 'unwritable') {
    const text = `the data folder cannot be written (${shrunk.why}); the journal is as it was`;
    return { lines: [text], exitCode: 1 };
  }
  const after = sizesOf(db);
  const text = `the journal had ${megabytes(before.bytes)}; now it has ${megabytes(after.bytes)}`;
  return { lines: [text], exitCode: 0 };
}

/** With more than this, a copy in the memory of a small machine would be too much. */
const SHRINK_BYTES_MAX = 500_000_000;

function sizesOf(db: Database.Database): { bytes: number; usedBytes: number } {
  const read = (pragma: string): number => Number(db.pragma(pragma, { simple: true }));
  const [pageBytes, pages, free] = [read('page_size'), read('page_count'), read('freelist_count')];
  return { bytes: pages * pageBytes, usedBytes: (pages - free) * pageBytes };
}

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 1_000_000)} MB`;
}

/** What is wrong with archives, for every command. */
export function archiveLines(file: string, problems: readonly ArchiveProblem[]): string[] {
  return problems.map((problem) => archiveProblemText(file, problem));
}
