/** One run of moving months to archives: prepares the next archive file, then moves it out piece by piece. */
import Database from 'better-sqlite3';
import { readCut, type Archive } from '../cut.ts';
import { written } from '../disk-errors.ts';
import type { EpochMs } from '../../../shared/time.ts';
import type { OpenJournal } from '../open.ts';
import { codeOf } from '../record-file.ts';
import type { Due } from './due.ts';
import { archivePath } from './find-lost.ts';
import { hashOfFile } from './hash-file.ts';
import { prepareMove, shrinkJournal, type Moved } from './move-out.ts';
import { writeArchive, type WrittenArchive } from './write-archive.ts';

export interface PrepareRequest {
  journalFile: string;
  /** Events from this time on stay. */
  before: Due['before'];
}

/**
 * The archive whose events are still in the journal, checked again, or a new one. `db`: a connection that sees one state of
 * the journal. Pauses for the caller after each part.
 */
export function* prepareArchive(
  db: Database.Database,
  request: PrepareRequest,
): Generator<undefined, WrittenArchive> {
  const read = readCut(db);
  const cut = read.kind === 'read' ? read.cut : null;
  const last = cut?.archives.at(-1);
  if (last === undefined || (cut?.state.end.seq ?? 0) >= last.lastSeq) {
    return yield* writeArchive(db, request);
  }
  const sha256 = yield* hashOfFile(archivePath(request.journalFile, last));
  return sha256 === last.sha256
    ? { kind: 'written', archive: last }
    : { kind: 'stuck', why: `${last.name} was changed` };
}

/** True if the journal has events that are old enough, or that an archive has already. Reads one event. */
export function isDue(db: Database.Database, before: Due['before']): boolean {
  const read = readCut(db);
  if (read.kind === 'unreadable') return false;
  const { state, archives } = read.cut;
  if (state.end.seq < (archives.at(-1)?.lastSeq ?? 0)) return true;
  return (firstTime(db, state.end.seq) ?? Infinity) < before;
}

/** The clock of a machine may be wrong by so much. */
const WRONG_MS_MAX = 24 * 60 * 60_000;

/**
 * The time of the next event that would move to an archive, if that time is in the future. Then the clock was wrong when
 * the event was written, and nothing moves before that time. Null if the time is not in the future. Reads one event.
 */
export function findFutureEvent(db: Database.Database, now: EpochMs): EpochMs | null {
  const read = readCut(db);
  const at = read.kind === 'read' ? firstTime(db, read.cut.state.end.seq) : null;
  return at !== null && at > now + WRONG_MS_MAX ? at : null;
}

function firstTime(db: Database.Database, afterSeq: number): EpochMs | null {
  const at = db.prepare<[number], EpochMs>('SELECT at FROM event WHERE seq = ?').pluck();
  return at.get(afterSeq + 1) ?? null;
}

export interface Move {
  /** Moves the next piece, or gives space back to the file system. Each call is short. */
  next(): Moved;
  close(): void;
}

export function beginMove(
  { journal, db }: Pick<OpenJournal, 'journal' | 'db'>,
  { journalFile, archive, due }: { journalFile: string; archive: Archive; due: Due },
): Move {
  const archiveDb = new Database(archivePath(journalFile, archive), { readonly: true });
  const piece = prepareMove({ journal, db, archiveDb, archive, due });
  return {
    next() {
      const moved = piece();
      return moved.kind === 'done' && shrinkJournal(db) ? { kind: 'more' } : moved;
    },
    close: () => archiveDb.close(),
  };
}

export type Archived =
  | { kind: 'archived'; archives: readonly Archive[] }
  | Extract<Moved, { kind: 'unwritable' | 'stuck' }>;

/** Moves every month that is due at once, for a kiosk that does not run. */
export function archiveAll(
  opened: Pick<OpenJournal, 'journal' | 'db'>,
  { journalFile, due }: { journalFile: string; due: Due },
): Archived {
  const archives: Archive[] = [];
  for (;;) {
    const prepared = prepareAtOnce(opened.db, { journalFile, before: due.before });
    if (prepared.kind === 'stuck' || prepared.kind === 'unwritable') return prepared;
    if (prepared.kind === 'nothing') return { kind: 'archived', archives };
    const { archive } = prepared;
    const moved = moveAll(beginMove(opened, { journalFile, archive, due }));
    if (moved.kind !== 'done') return moved;
    archives.push(archive);
  }
}

/** The disk may be full, or may refuse to read the archive. */
function prepareAtOnce(
  db: Database.Database,
  request: PrepareRequest,
): WrittenArchive | Extract<Moved, { kind: 'unwritable' }> {
  try {
    const prepared = written(() => finish(prepareArchive(db, request)));
    return prepared.kind === 'written' ? prepared.value : prepared;
  } catch (error) {
    const why = codeOf(error);
    if (why === null || error instanceof Database.SqliteError) throw error;
    return { kind: 'unwritable', why };
  }
}

function moveAll(move: Move): Exclude<Moved, { kind: 'more' }> {
  try {
    for (;;) {
      const moved = move.next();
      if (moved.kind !== 'more') return moved;
    }
  } finally {
    move.close();
  }
}

function finish<T>(parts: Generator<undefined, T>): T {
  for (;;) {
    const part = parts.next();
    if (part.done === true) return part.value;
  }
}
