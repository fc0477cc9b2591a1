/** Reads a journal together with its archives, one row at a time: everything that ever was in the journal. */
import Database from 'better-sqlite3';
import type { JournalEvent } from '../chain.ts';
import type { Archive, Cut } from '../cut.ts';
import type { Operation } from '../operation.ts';
import { fromRow, SELECT_FACTS } from '../rows.ts';
import { cutSeqOf, readEvents, readEventsUpTo } from '../verify.ts';
import { archivePath } from './find-lost.ts';

/** A journal, and its archives, the oldest first. */
export interface History {
  db: Database.Database;
  archives: readonly Database.Database[];
  /** The archives that are not here. Without it, all are. */
  gaps?: readonly Gap[];
}

/** The events of an archive that is not here, in the order of the chain. */
export type Gap = Pick<Archive, 'name' | 'firstSeq' | 'lastSeq' | 'lastHash'>;

/** While a month moves out, the journal still has the last events of its archive. */
export function gapsOf({ archives, state }: Cut, lost: ReadonlySet<string>): Gap[] {
  const { end } = state;
  return archives
    .filter(({ name }) => lost.has(name))
    .map(({ name, firstSeq, lastSeq, lastHash }) =>
      lastSeq <= end.seq
        ? { name, firstSeq, lastSeq, lastHash }
        : { name, firstSeq, lastSeq: end.seq, lastHash: end.hash },
    );
}

/** Opens the archives, only to be read. Throws an `SqliteError` if one cannot be opened. Returns them, and how to close them. */
export function openArchives(
  journalFile: string,
  archives: readonly Archive[],
): { archives: readonly Database.Database[]; close: () => void } {
  const opened: Database.Database[] = [];
  const close = (): void => {
    for (const db of opened) db.close();
  };
  try {
    for (const archive of archives) {
      opened.push(new Database(archivePath(journalFile, archive), { readonly: true }));
    }
    return { archives: opened, close };
  } catch (error) {
    close();
    throw error;
  }
}

/** All events, in order. While a month moves out, the journal may still have the last events of an archive. */
export function* eventsOf({ db, archives }: History): Generator<JournalEvent> {
  const cutSeq = cutSeqOf(db);
  for (const archive of archives) yield* readEventsUpTo(archive, 0, cutSeq);
  yield* readEvents(db, cutSeq);
}

interface Numbered {
  seq: number;
  operation: Operation;
}

/** All operations, in order. An operation that went on after an archive was written is in a later one or in the journal. */
export function* operationsOf({ db, archives }: History): Generator<Operation> {
  const sources = [...archives, db].map(numberedOperations);
  const heads = sources.map(next);
  for (;;) {
    const [lowest] = heads.flatMap((head) => head?.seq ?? []).toSorted((a, b) => a - b);
    if (lowest === undefined) return;
    const same = heads.flatMap((head, index) => (head?.seq === lowest ? index : []));
    const latest = heads[same.at(-1) ?? 0] ?? null;
    if (latest !== null) yield latest.operation;
    for (const index of same) heads[index] = next(sources[index]);
  }
}

function next(source: Iterator<Numbered> | undefined): Numbered | null {
  const result = source?.next();
  return result === undefined || result.done === true ? null : result.value;
}

function* numberedOperations(db: Database.Database): Generator<Numbered> {
  const rows = db.prepare<[], { number: number }>(
    `SELECT ${SELECT_FACTS}, seq AS number FROM operation ORDER BY seq`,
  );
  for (const { number, ...facts } of rows.iterate()) {
    yield { seq: number, operation: fromRow(facts) };
  }
}

/** How many operations and events there are in all. If an archive is not here, it reads every operation. */
export function countHistory(history: History): { operations: number; events: number } {
  const { db, gaps = [] } = history;
  const all = countAll(db);
  if (gaps.length === 0) return all;
  const missing = gaps.reduce((sum, { firstSeq, lastSeq }) => sum + lastSeq - firstSeq + 1, 0);
  return { operations: countOf(operationsOf(history)), events: all.events - missing };
}

function countOf(items: Iterable<unknown>): number {
  const iterator = items[Symbol.iterator]();
  let count = 0;
  while (iterator.next().done !== true) count += 1;
  return count;
}

function countAll(db: Database.Database): { operations: number; events: number } {
  const count = (sql: string): number => db.prepare<[], number>(sql).pluck().get() ?? 0;
  const moved = count('SELECT COALESCE(MAX(operation_count), 0) FROM cut');
  const operations = db.prepare<[number], number>('SELECT COUNT(*) FROM operation WHERE seq > ?');
  return {
    operations: moved + (operations.pluck().get(moved) ?? 0),
    events: cutSeqOf(db) + count('SELECT COUNT(*) FROM event'),
  };
}
