/** The commands of `npm run journal` that verify the journal with its archives, and that move months to archives. */
import { basename } from 'node:path';
import Database from 'better-sqlite3';
import { archiveAll } from '../src/main/journal/archive/archive-run.ts';
import { dueOf } from '../src/main/journal/archive/due.ts';
import { archivePath, type ArchiveProblem } from '../src/main/journal/archive/find-lost.ts';
import { verifyArchives } from '../src/main/journal/archive/verify-archives.ts';
import { NO_CUT, readCut, type Archive } from '../src/main/journal/cut.ts';
import type { Verified } from '../src/main/journal/damage.ts';
import { isDiskError } from '../src/main/journal/disk-errors.ts';
import type { OpenJournal } from '../src/main/journal/open.ts';
import { findLoss, readRecords, type Home } from '../src/main/journal/record.ts';
import { lastEvent, verifyInParts } from '../src/main/journal/verify.ts';
import type { EpochMs } from '../src/shared/time.ts';
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
      return { lines: archivedLines(file, archived.archives), exitCode: 0 };
    case 'unwritable':
      return { lines: [`the data folder cannot be written (${archived.why})`], exitCode: 1 };
    case 'stuck':
      return { lines: [`nothing more can leave the journal: ${archived.why}`], exitCode: 1 };
  }
}

const NOT_COMPARED =
  'nothing may leave the journal yet: it was not compared with Leat lately; let the kiosk run online for a day';

function archivedLines(file: string, archives: readonly Archive[]): string[] {
  if (archives.length === 0) return ['no whole month is old enough'];
  return archives.map(
    (archive) =>
      `${basename(archivePath(file, archive))}: events ${archive.firstSeq} to ${archive.lastSeq}, ${Math.ceil(archive.bytes / 1_000_000)} MB`,
  );
}

/** What is wrong with archives, for every command. */
export function archiveLines(file: string, problems: readonly ArchiveProblem[]): string[] {
  return problems.map((problem) => archiveProblemText(file, problem));
}
