/**
 * Removes from the journal what a verified archive file has, in small transactions. Each of them moves the cut, removes
 * the events before it, and removes the operations that are finished and that the archive has exactly as the journal.
 * Every other operation stays, and the cut names it. After each transaction the journal is whole, so a crash at any point
 * leaves nothing to repair, and the next run continues.
 */
import type Database from 'better-sqlite3';
import { isDeepStrictEqual } from 'node:util';
import { prepareCut, readCut, type Archive, type Cut } from '../cut.ts';
import type { Journal } from '../journal.ts';
import { addKeys, rowKey } from '../row-keys.ts';
import { readEventsUpTo } from '../verify.ts';
import { createCarry, type Carry } from './carry.ts';
import { mayLeave, type Due } from './due.ts';
import { readerById, type StoredOperation } from './rows.ts';

export type Moved =
  /** Call again. */
  | { kind: 'more' }
  /** The journal has nothing more that the archive has. */
  | { kind: 'done' }
  | { kind: 'unwritable'; why: string }
  /** The journal and the archive differ, or too much must stay. Nothing was changed. */
  | { kind: 'stuck'; why: string };

export interface MoveOptions {
  journal: Pick<Journal, 'write' | 'note' | 'sealNow'>;
  db: Database.Database;
  /** The archive, opened only to be read. */
  archiveDb: Database.Database;
  archive: Archive;
  due: Due;
}

/** So many events leave in one transaction, which takes some milliseconds. */
const EVENTS = 200;
/** The cut is written in each transaction, so it must not become long. */
const CARRIED_MAX = 2_000;
/** Free pages that are given back to the file system in one transaction. */
const FREE_PAGES = 250;

/** Returns the function that moves the next piece. */
export function prepareMove(options: MoveOptions): () => Moved {
  const { journal, db, archiveDb, archive, due } = options;
  const present = readerById(db);
  const archived = readerById(archiveDb);
  const archivedHash = archiveDb
    .prepare<[number], string>('SELECT hash FROM event WHERE seq = ?')
    .pluck();
  const remove = prepareRemoval(db);

  /** True if nothing will need the operation, and the archive has it exactly so. */
  const hasLeft = (stored: StoredOperation, upTo: number): boolean =>
    stored.lastEvent <= upTo &&
    mayLeave(stored.operation, due) &&
    isDeepStrictEqual(archived(String(stored.operation.id)), stored);

  function leaving(carry: Carry, upTo: number): StoredOperation[] {
    return [...carry.ids()].flatMap((id) => {
      const stored = carry.isSettled(id) ? present(id) : null;
      return stored !== null && hasLeft(stored, upTo) ? [stored] : [];
    });
  }

  return () => {
    const read = readCut(db);
    if (read.kind === 'unreadable') return stuck('the end of the archives cannot be read');
    const { cut } = read;
    const { seq: from } = cut.state.end;
    if (from >= archive.lastSeq) return { kind: 'done' };
    const upTo = Math.min(from + EVENTS, archive.lastSeq);
    const carry = createCarry(cut.state);
    for (const event of readEventsUpTo(db, from, upTo)) carry.take(event);
    const left = leaving(carry, upTo);
    for (const { operation } of left) carry.drop(operation.id);
    const state = carry.state();
    if (state === null) return stuck('an operation is not known as a whole');
    if (state.open.size > CARRIED_MAX) return stuck(`${state.open.size} operations must stay`);
    if (state.end.seq !== upTo || state.end.hash !== archivedHash.get(upTo)) {
      return stuck(`event ${upTo} of the archive is another one`);
    }
    const isNew = cut.archives.at(-1)?.name !== archive.name;
    const written = journal.write(() => {
      if (isNew) noteArchive(journal, archive);
      const archives = isNew ? [...cut.archives, archive] : cut.archives;
      remove({ ...cut, state, archives }, left);
    });
    return written.kind === 'written' ? { kind: 'more' } : written;
  };
}

function stuck(why: string): Moved {
  return { kind: 'stuck', why };
}

/** The chain says what left it. The seal of the next start comes after that. */
function noteArchive(journal: Pick<Journal, 'note' | 'sealNow'>, archive: Archive): void {
  const { name, firstSeq, lastSeq, lastHash, sha256 } = archive;
  journal.note('archived', { name, firstSeq, lastSeq, lastHash, sha256 });
  journal.sealNow();
}

function prepareRemoval(db: Database.Database): (cut: Cut, left: StoredOperation[]) => void {
  const putCut = prepareCut(db);
  const putClaim = db.prepare<[Buffer]>('INSERT INTO archived_claim (key) VALUES (?)');
  const putReversal = db.prepare<[Buffer]>('INSERT INTO archived_reversal (key) VALUES (?)');
  const removeOperation = db.prepare<[number]>('DELETE FROM operation WHERE seq = ?');
  const removeEvents = db.prepare<[number]>('DELETE FROM event WHERE seq <= ?');
  return (cut, left) => {
    const claims = left.flatMap(({ operation: { uuid } }) => (uuid === null ? [] : rowKey(uuid)));
    const reversals = left.flatMap(({ operation: { reversesUuid } }) =>
      reversesUuid === null ? [] : rowKey(reversesUuid),
    );
    putCut({
      ...cut,
      claims: addKeys(cut.claims, claims),
      reversals: addKeys(cut.reversals, reversals),
    });
    for (const key of claims) putClaim.run(key);
    for (const key of reversals) putReversal.run(key);
    for (const { seq } of left) removeOperation.run(seq);
    removeEvents.run(cut.state.end.seq);
  };
}

/**
 * Gives free pages at the end of the file back to the file system. True if there may be more. A file that an earlier
 * version made keeps its free pages and uses them again.
 */
export function shrinkJournal(db: Database.Database): boolean {
  const before = freePages(db);
  if (before === 0) return false;
  db.pragma(`incremental_vacuum(${FREE_PAGES})`);
  const after = freePages(db);
  return after > 0 && after < before;
}

function freePages(db: Database.Database): number {
  return Number(db.pragma('freelist_count', { simple: true }));
}
