/** A journal of which all months but the last two move to archives, and what each step of that takes. */
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { beginMove, prepareArchive } from '../../src/main/journal/archive/archive-run.ts';
import { dueOf, type Due } from '../../src/main/journal/archive/due.ts';
import type { Archive } from '../../src/main/journal/cut.ts';
import type { OpenJournal } from '../../src/main/journal/open.ts';
import { epochMs } from '../../src/shared/time.ts';

export interface MoveTimes {
  /** Processor time to write the archives and read them back. */
  writeCpuMs: number;
  /** Processor time to remove their content from the journal. */
  removeCpuMs: number;
  /** Each transaction of the removal. */
  pieceMs: number[];
  archives: Archive[];
}

/** Moves everything that may leave on the day after the last operation. */
export function moveMonths(folder: string, opened: OpenJournal): MoveTimes {
  const journalFile = join(folder, 'journal.sqlite');
  const due = dueAtEnd(opened);
  const times: MoveTimes = { writeCpuMs: 0, removeCpuMs: 0, pieceMs: [], archives: [] };
  for (;;) {
    const cpu = process.cpuUsage();
    const archive = prepared(opened.db, { journalFile, before: due.before });
    times.writeCpuMs += cpuMsSince(cpu);
    if (archive === null) return times;
    times.archives.push(archive);
    const removal = process.cpuUsage();
    times.pieceMs.push(...movePieces(opened, { journalFile, archive, due }));
    times.removeCpuMs += cpuMsSince(removal);
  }
}

function dueAtEnd({ db, reports }: OpenJournal): Due {
  const last = db.prepare<[], number>('SELECT at FROM event ORDER BY seq DESC LIMIT 1').pluck();
  const at = epochMs((last.get() ?? 0) + 86_400_000);
  reports.add(JSON.stringify({ at, unread: [] }));
  const due = dueOf(reports.last(), { keepMonths: 1, now: at });
  if (due === null) throw new Error('nothing is due');
  return due;
}

function prepared(
  db: Database.Database,
  request: Parameters<typeof prepareArchive>[1],
): Archive | null {
  const parts = prepareArchive(db, request);
  let part = parts.next();
  while (part.done !== true) part = parts.next();
  if (part.value.kind === 'stuck') throw new Error(part.value.why);
  return part.value.kind === 'written' ? part.value.archive : null;
}

function movePieces(opened: OpenJournal, order: Parameters<typeof beginMove>[1]): number[] {
  const pieces: number[] = [];
  const move = beginMove(opened, order);
  for (;;) {
    const startedMs = performance.now();
    const moved = move.next();
    pieces.push(performance.now() - startedMs);
    if (moved.kind === 'more') continue;
    move.close();
    if (moved.kind !== 'done') throw new Error(moved.why);
    return pieces;
  }
}

export function cpuMsSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}
