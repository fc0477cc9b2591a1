/**
 * Verifies archive files: that each is byte for byte the file that was verified when it was written, that it adds up as a
 * journal does, and that they and the journal fit together. Only reads.
 */
import Database from 'better-sqlite3';
import { isDeepStrictEqual } from 'node:util';
import { assert } from '../../../shared/assert.ts';
import { BEFORE_FIRST, type ChainLink } from '../chain.ts';
import { readCut, type Archive, type Cut, type ReadCut } from '../cut.ts';
import { codeOf } from '../record-file.ts';
import { isDiskError } from '../disk-errors.ts';
import type { Verified } from '../damage.ts';
import { verifyInParts } from '../verify.ts';
import { archivePath, findLostArchives, type ArchiveProblem } from './find-lost.ts';
import { hashOfFile } from './hash-file.ts';
import { readerById } from './rows.ts';

/** How far a check is. */
interface Progress {
  /** The archive that is being read. */
  name: string;
  doneEvents: number;
}

/** Compares only the bytes. Pauses for the caller after each part. */
export function* findChangedArchives(
  journalFile: string,
  archives: readonly Archive[],
): Generator<undefined, ArchiveProblem[]> {
  const problems = findLostArchives(journalFile, archives);
  for (const archive of archives) {
    const { name } = archive;
    if (problems.some((problem) => problem.name === name)) continue;
    const problem = yield* findChangedBytes(journalFile, archive);
    if (problem !== null) problems.push(problem);
  }
  return problems;
}

function* findChangedBytes(
  journalFile: string,
  archive: Archive,
): Generator<undefined, ArchiveProblem | null> {
  const { name } = archive;
  try {
    const sha256 = yield* hashOfFile(archivePath(journalFile, archive));
    return sha256 === archive.sha256 ? null : { name, kind: 'changed' };
  } catch (error) {
    if (codeOf(error) === null) throw error;
    return { name, kind: 'unreadable' };
  }
}

/** Reads every archive as a journal, and compares its ends with its neighbours. */
export function* verifyArchives(
  journalFile: string,
  cut: Cut,
): Generator<Progress, ArchiveProblem[]> {
  const { archives } = cut;
  const problems = findLostArchives(journalFile, archives);
  let doneEvents = 0;
  for (const [index, archive] of archives.entries()) {
    const { name, firstSeq, lastSeq } = archive;
    if (!problems.some((problem) => problem.name === name)) {
      const from = linkBefore(archives, index);
      const kind = yield* verifyArchive({ journalFile, archive, from, doneEvents });
      if (kind !== null) problems.push({ name, kind });
    }
    doneEvents += lastSeq - firstSeq + 1;
    yield { name, doneEvents };
  }
  return problems.length > 0 ? problems : findUnlike(journalFile, cut);
}

function linkBefore(archives: readonly Archive[], index: number): ChainLink {
  const before = archives[index - 1];
  return before === undefined ? BEFORE_FIRST : { seq: before.lastSeq, hash: before.lastHash };
}

interface ToVerify {
  journalFile: string;
  archive: Archive;
  /** The link before its first event. */
  from: ChainLink;
  doneEvents: number;
}

function* verifyArchive({
  journalFile,
  archive,
  from,
  doneEvents,
}: ToVerify): Generator<Progress, ArchiveProblem['kind'] | null> {
  const { name } = archive;
  const changed = findChangedBytes(journalFile, archive);
  for (let part = changed.next(); ; part = changed.next()) {
    if (part.done !== true) yield { name, doneEvents };
    else if (part.value !== null) return part.value.kind;
    else break;
  }
  const db = new Database(archivePath(journalFile, archive), { readonly: true });
  try {
    const read = readCut(db);
    const parts = verifyInParts(db);
    for (;;) {
      const part = parts.next();
      if (part.done === true)
        return isAsListed(part.value, { read, archive, from }) ? null : 'foreign';
      yield { name, doneEvents: doneEvents + part.value.doneEvents };
    }
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error;
    return isDiskError(error) ? 'unreadable' : 'changed';
  } finally {
    db.close();
  }
}

function isAsListed(
  verified: Verified,
  { read, archive, from }: { read: ReadCut; archive: Archive; from: ChainLink },
): boolean {
  if (verified.kind === 'damaged' || read.kind === 'unreadable') return false;
  const { end, operationCount } = verified.state;
  const { seq, hash } = read.cut.state.end;
  return (
    isDeepStrictEqual({ seq, hash }, { seq: from.seq, hash: from.hash }) &&
    isDeepStrictEqual(
      { seq: end.seq, hash: end.hash, operationCount },
      { seq: archive.lastSeq, hash: archive.lastHash, operationCount: archive.operationCount },
    )
  );
}

/** Finds an archive whose last operations are not those with which its successor begins. */
function findUnlike(journalFile: string, cut: Cut): ArchiveProblem[] {
  return cut.archives.flatMap((archive, index): ArchiveProblem[] => {
    const successor = cut.archives[index + 1];
    const next = successor === undefined ? cut : cutIn(journalFile, successor);
    // While a month moves out, the cut of the journal is inside its archive.
    if (next.state.end.seq !== archive.lastSeq) return [];
    const db = new Database(archivePath(journalFile, archive), { readonly: true });
    try {
      const byId = readerById(db);
      const isLike = [...next.state.open.values()].every((operation) =>
        isDeepStrictEqual(byId(operation.id)?.operation, operation),
      );
      return isLike ? [] : [{ name: archive.name, kind: 'foreign' }];
    } finally {
      db.close();
    }
  });
}

function cutIn(journalFile: string, archive: Archive): Cut {
  const db = new Database(archivePath(journalFile, archive), { readonly: true });
  try {
    const read = readCut(db);
    assert(read.kind === 'read', 'the archive was verified');
    return read.cut;
  } finally {
    db.close();
  }
}
