/**
 * Writes the oldest month of a journal to an archive file. The journal is only read.
 * An archive is a journal of its own: it begins at the cut of the journal, and has the events of the month and every
 * operation as it was after the last of them. So what reads and verifies a journal also reads and verifies an archive.
 * The file gets its name when it is complete, on the disk, and read back.
 */
import { closeSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { utcMonthStart, type EpochMs } from '../../../shared/time.ts';
import type { ChainLink } from '../chain.ts';
import { ARCHIVE_MARK, prepareCut, readCut, type Archive, type Cut } from '../cut.ts';
import { NO_KEYS } from '../row-keys.ts';
import { MIGRATIONS } from '../migrations/index.ts';
import { makePrivate } from '../private-file.ts';
import { syncFolder } from '../record-file.ts';
import { registerChecksum } from '../row-checksums.ts';
import { readEvents, verifyInParts } from '../verify.ts';
import { isAsReplayed } from '../replay.ts';
import { createCarry, type Carry } from './carry.ts';
import { monthOf } from './due.ts';
import { archivePath } from './find-lost.ts';
import { hashOfFile } from './hash-file.ts';
import { readerById, writerOf, type StoredOperation } from './rows.ts';

export type WrittenArchive =
  | { kind: 'written'; archive: Archive }
  /** The next operation is too young. */
  | { kind: 'nothing' }
  /** The journal does not add up, so nothing may leave it. */
  | { kind: 'stuck'; why: string };

export interface ArchiveRequest {
  journalFile: string;
  /** Events from this time on stay in the journal. */
  before: EpochMs;
}

const UNFINISHED = '.unfinished';
const PART = 2_000;

/** `db`: a connection that sees one state of the journal. Pauses for the caller after each part. */
export function* writeArchive(
  db: Database.Database,
  { journalFile, before }: ArchiveRequest,
): Generator<undefined, WrittenArchive> {
  const read = readCut(db);
  if (read.kind === 'unreadable') return stuck('the end of the archives cannot be read');
  const { cut } = read;
  const [first] = readEvents(db, cut.state.end.seq);
  if (first === undefined || first.at >= before) return { kind: 'nothing' };
  const unfinished = `${journalFile}${ARCHIVE_MARK}${monthOf(first.at)}${UNFINISHED}`;
  rmSync(unfinished, { force: true });
  makePrivate(unfinished);
  try {
    const copied = yield* copy(db, { file: unfinished, cut, before });
    if (copied.kind !== 'copied') return copied;
    const why = yield* readBack(unfinished, copied.end);
    if (why !== null) return stuck(why);
    const sha256 = yield* hashOfFile(unfinished);
    const { seq, hash } = copied.end;
    // With the hash in its name, no archive ever replaces another one.
    const name = `${monthOf(first.at)}-${hash.slice(0, 12)}`;
    renameSync(unfinished, archivePath(journalFile, { name }));
    syncFolder(dirname(journalFile));
    const { operationCount, toAt } = copied;
    const { size } = statSync(archivePath(journalFile, { name }));
    return {
      kind: 'written',
      archive: {
        ...{ name, firstSeq: first.seq, lastSeq: seq, lastHash: hash, operationCount },
        ...{ fromAt: first.at, toAt, bytes: size, sha256 },
      },
    };
  } finally {
    rmSync(unfinished, { force: true });
  }
}

function stuck(why: string): { kind: 'stuck'; why: string } {
  return { kind: 'stuck', why };
}

interface Copied {
  kind: 'copied';
  end: ChainLink;
  toAt: EpochMs;
  operationCount: number;
}

/**
 * Copies the events up to the end of the month in which the next operation has an event. Each archive leaves a note in the
 * journal, so months without an operation must not make archives.
 */
function* copy(
  db: Database.Database,
  { file, cut, before }: { file: string; cut: Cut; before: EpochMs },
): Generator<undefined, Copied | Exclude<WrittenArchive, { kind: 'written' }>> {
  const archive = createArchive(file);
  try {
    archive.exec('BEGIN');
    // The keys of earlier archives are not copied, so its own cut has none.
    prepareCut(archive)({ ...cut, claims: NO_KEYS, reversals: NO_KEYS });
    const append = archive.prepare(`INSERT INTO event
      (seq, at, operation_id, kind, body, previous_hash, hash)
      VALUES (@seq, @at, @operationId, @kind, @body, @previousHash, @hash)`);
    const operations = copierOf(db, archive, cut);
    let last: { end: ChainLink; toAt: EpochMs } | null = null;
    let until: EpochMs | null = null;
    for (const event of readEvents(db, cut.state.end.seq)) {
      if (event.at >= (until ?? before)) break;
      if (event.operationId !== null) until ??= earlier(before, utcMonthStart(event.at, 1));
      append.run(event);
      operations.take(event);
      last = { end: { seq: event.seq, hash: event.hash }, toAt: event.at };
      if (event.seq % PART === 0) yield;
    }
    if (last === null || until === null) return { kind: 'nothing' };
    const why = operations.end();
    if (why !== null) return stuck(why);
    archive.exec('COMMIT');
    return { kind: 'copied', ...last, operationCount: operations.count() };
  } finally {
    archive.close();
    syncFile(file);
  }
}

function earlier(a: EpochMs, b: EpochMs): EpochMs {
  return a < b ? a : b;
}

function createArchive(file: string): Database.Database {
  const db = new Database(file);
  // An unfinished file is thrown away, so a crash need not leave anything.
  for (const pragma of ['journal_mode = OFF', 'synchronous = OFF', 'foreign_keys = OFF']) {
    db.pragma(pragma);
  }
  registerChecksum(db);
  for (const step of MIGRATIONS) db.exec(step);
  db.pragma(`user_version = ${MIGRATIONS.length}`);
  return db;
}

interface Copier {
  take: Carry['take'];
  /** Copies the operations that are not finished at the end. Returns null, or what is wrong. */
  end(): string | null;
  count(): number;
}

/** Copies each operation when its last event comes, so that the memory has only what is open. */
function copierOf(db: Database.Database, archive: Database.Database, cut: Cut): Copier {
  const carry = createCarry(cut.state);
  const present = readerById(db);
  const write = writerOf(archive);
  /** The last event of each operation that is not copied yet. */
  const lastEvents = new Map<string, number>();
  let operationCount = cut.state.operationCount;

  /** True if nothing happened to the operation later. */
  const isFinal = (id: string, stored: StoredOperation, lastEvent: number): boolean =>
    stored.lastEvent === lastEvent && isAsReplayed(stored.operation, carry.facts(id));

  return {
    take(event) {
      carry.take(event);
      const { operationId: id, seq, kind } = event;
      if (id === null) return;
      if (kind === 'created') operationCount += 1;
      lastEvents.set(id, seq);
      const stored = carry.isSettled(id) ? present(id) : null;
      if (stored === null || !isFinal(id, stored, seq)) return;
      write(stored);
      lastEvents.delete(id);
      carry.drop(id);
    },
    end() {
      for (const id of carry.ids()) {
        const [stored, operation] = [present(id), carry.operation(id)];
        if (stored === null || operation === null) return `operation ${id} is not known as a whole`;
        const { seq } = stored;
        // Without an event here, an operation that has not changed since is copied as it is.
        const lastEvent = lastEvents.get(id) ?? Math.min(stored.lastEvent, cut.state.end.seq);
        write({ operation, seq, lastEvent });
      }
      return null;
    },
    count: () => operationCount,
  };
}

/** Reads the file as a journal. Returns null, or what is wrong. */
function* readBack(file: string, end: ChainLink): Generator<undefined, string | null> {
  const db = new Database(file, { readonly: true });
  try {
    const parts = verifyInParts(db);
    for (;;) {
      const part = parts.next();
      if (part.done !== true) {
        yield;
        continue;
      }
      const verified = part.value;
      if (verified.kind === 'damaged') return `the copy is damaged: ${verified.damage.where}`;
      const { seq, hash } = verified.state.end;
      return seq === end.seq && hash === end.hash ? null : 'the copy has another end';
    }
  } finally {
    db.close();
  }
}

/** The data of the file is on the disk when this returns. */
function syncFile(file: string): void {
  const opened = openSync(file, 'r+');
  try {
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
}
