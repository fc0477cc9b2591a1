/**
 * Compares a journal with the records that are kept outside it, and keeps these records up to date.
 * A journal that has lost commits, an older copy of it, and a copy on another machine are found before anything is sent.
 */
import { existsSync, mkdirSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { basename, dirname } from 'node:path';
import type Database from 'better-sqlite3';
import * as v from 'valibot';
import { BEFORE_FIRST, type ChainLink } from './chain.ts';
import { ARCHIVE_MARK, CUT_SINCE_VERSION, readCut } from './cut.ts';
import {
  codeOf,
  createRecord,
  factsSchema,
  openRecord,
  readRecord,
  type ReadRecord,
  type RecordFacts,
  WHERE_MAX,
  type RecordFile,
} from './record-file.ts';
import type { Written } from './disk-errors.ts';
import type { Damage } from './damage.ts';

/** What identifies a machine. Only hashes, so that the record gives nothing away. */
export interface Machine {
  /** A hash of the id of the operating system. Null if it has none. */
  id: string | null;
  /** Hashes of hardware numbers. A cloned disk has the same `id`, but runs on other hardware. */
  parts: readonly string[];
}

/** Where a journal lives. */
export interface Home {
  machine: Machine;
  /** A second record, outside the data folder, which shows that an older copy of the folder was put back. */
  outside: string | null;
}

/** From this version on, every journal has a record. */
export const RECORD_SINCE_VERSION = 4;

export function recordOf(file: string): string {
  return `${file}.record`;
}

export interface Records {
  beside: ReadRecord;
  outside: ReadRecord;
}

export function readRecords(file: string, { outside }: Home): Records {
  return {
    beside: readRecord(recordOf(file)),
    outside: outside === null ? { kind: 'absent' } : readRecord(outside),
  };
}

/**
 * Finds a journal that is missing or empty although the kiosk ran before. Runs before SQLite opens the file, because
 * SQLite would begin a new one.
 */
export function findMissing(file: string, home: Home): Damage | null {
  if (existsSync(file) && statSync(file).size > 0) return null;
  const { beside, outside } = readRecords(file, home);
  if (isUnused({ beside, outside })) return null;
  const isFirst =
    beside.kind === 'absent' && outside.kind === 'absent' && !existsSync(file) && !hasTraces(file);
  return isFirst ? null : missing({ beside, outside });
}

/** The first start was cut short: the record is made before the journal, and nothing was written since. */
function isUnused({ beside, outside }: Records): boolean {
  const isOutsideUnused = outside.kind !== 'read' || outside.facts.seq === 0;
  return beside.kind === 'read' && beside.facts.seq === 0 && isOutsideUnused;
}

function missing({ beside, outside }: Records): Damage {
  const [last] = [beside, outside]
    .flatMap((record) => (record.kind === 'read' ? record.facts : []))
    .toSorted((a, b) => b.seq - a.seq);
  return {
    kind: 'missing',
    where:
      last === undefined
        ? 'the journal is gone, although this kiosk ran before'
        : `the journal is gone; it had ${last.seq} events and ${last.operationCount} operations`,
    since: null,
  };
}

/** Other files of an earlier journal: what SQLite keeps beside it, copies of earlier versions, and archives. */
function hasTraces(file: string): boolean {
  const name = basename(file);
  const traces = ['-wal', '-shm', '.before-version-', '.damaged-', ARCHIVE_MARK].map(
    (end) => `${name}${end}`,
  );
  return (
    existsSync(dirname(file)) &&
    readdirSync(dirname(file)).some((found) => traces.some((trace) => found.startsWith(trace)))
  );
}

/** Finds commits that the journal has lost. The chain of the journal must be whole. */
export function findLoss(
  db: Database.Database,
  version: number,
  { beside, outside }: Records,
): Damage | null {
  if (version === 0) return isUnused({ beside, outside }) ? null : missing({ beside, outside });
  if (beside.kind === 'unreadable') return damagedRecord('both parts of the record are unreadable');
  if (beside.kind === 'absent') {
    return version < RECORD_SINCE_VERSION ? null : damagedRecord('the record is missing');
  }
  if (beside.facts.damage !== null) return beside.facts.damage;
  const behind = compare(db, beside.facts);
  if (behind !== null) return { kind: 'behind', where: behind, since: null };
  const older = outside.kind === 'read' ? compare(db, outside.facts) : null;
  return older === null ? null : { kind: 'olderCopy', where: older, since: null };
}

function damagedRecord(where: string): Damage {
  return { kind: 'record', where, since: null };
}

/** Describes what the journal lacks. Null if it has the last recorded event. It may have more events. */
function compare(db: Database.Database, { seq, hash, operationCount }: RecordFacts): string | null {
  const end = endOf(db);
  const cut = cutLinkOf(db);
  const lacking = operationCount - operationCountOf(db);
  const operations = lacking > 0 ? `; at least ${lacking} operations are missing` : '';
  if (end.seq < seq) return `events ${end.seq + 1} to ${seq} are missing${operations}`;
  // The event is in an archive. Only a record that could not be written for months is that far behind.
  if (seq < (cut?.seq ?? 1)) return null;
  const at = cut?.seq === seq ? cut.hash : hashAt(db, seq);
  return at === hash ? null : `event ${seq} is not the recorded one${operations}`;
}

function hashAt(db: Database.Database, seq: number): string | undefined {
  return db.prepare<[number], string>('SELECT hash FROM event WHERE seq = ?').pluck().get(seq);
}

/** Finds a journal that was copied here from another machine or another folder. */
export function findCopy({ beside }: Records, file: string, { machine }: Home): Damage | null {
  if (beside.kind !== 'read') return null;
  const { machineId, machineParts, folder } = beside.facts;
  const isSame = machineId === machine.id && shareParts(machineParts, machine.parts);
  if (!isSame) {
    return { kind: 'otherMachine', where: 'another machine wrote this journal', since: null };
  }
  return folder === folderOf(file)
    ? null
    : { kind: 'otherFolder', where: 'this journal was written in another folder', since: null };
}

/** One part in common is enough, because parts can be replaced. */
function shareParts(recorded: readonly string[], present: readonly string[]): boolean {
  return (
    recorded.length === 0 || present.length === 0 || recorded.some((part) => present.includes(part))
  );
}

/** A hash of the folder's real path. */
function folderOf(file: string): string {
  return createHash('sha256')
    .update(realpathSync.native(dirname(file)))
    .digest('hex')
    .slice(0, 32);
}

function endOf(db: Database.Database): ChainLink {
  return (
    db.prepare<[], ChainLink>('SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1').get() ??
    cutLinkOf(db) ??
    BEFORE_FIRST
  );
}

/** How far a journal was written. */
type Reached = Pick<RecordFacts, 'seq' | 'hash' | 'operationCount'>;

function reachedBy(db: Database.Database): Reached {
  return { ...endOf(db), operationCount: operationCountOf(db) };
}

/** The last number is the count. The last operations may be in an archive. */
function operationCountOf(db: Database.Database): number {
  const last =
    db.prepare<[], number>('SELECT COALESCE(MAX(seq), 0) FROM operation').pluck().get() ?? 0;
  return hasCut(db) ? Math.max(last, cutOperationCountOf(db)) : last;
}

function cutLinkOf(db: Database.Database): ChainLink | null {
  if (!hasCut(db)) return null;
  const read = readCut(db);
  return read.kind === 'read' && read.cut.state.end.seq > 0 ? read.cut.state.end : null;
}

function cutOperationCountOf(db: Database.Database): number {
  const count = db.prepare<[], number>('SELECT operation_count FROM cut WHERE id = 1').pluck();
  return count.get() ?? 0;
}

/** An earlier version had no archives. */
function hasCut(db: Database.Database): boolean {
  return Number(db.pragma('user_version', { simple: true })) >= CUT_SINCE_VERSION;
}

/** Makes the record of a new journal, before the journal itself. */
export function beginRecord(file: string, home: Home): void {
  if (readRecord(recordOf(file)).kind === 'absent') {
    createRecord(recordOf(file), factsOf(file, home, { ...BEFORE_FIRST, operationCount: 0 }));
  }
}

/** Makes the record of a journal of a version that had none, before the journal is migrated. */
export function adoptRecord(db: Database.Database, file: string, home: Home): void {
  createRecord(recordOf(file), factsOf(file, home, reachedBy(db)));
}

export interface RecordKeeper {
  /** Records the last event. Returns null, or the error code if the record cannot be written. */
  keep(end: ChainLink, operationCount: number): string | null;
  /** Records that the journal is damaged, in both slots. Every later start says so. */
  refuse(damage: Damage): Written<unknown>;
  close(): void;
}

/** Records that this machine has the journal open, and returns the keeper of its records. */
export function keepRecords(db: Database.Database, file: string, home: Home): RecordKeeper {
  let facts = factsOf(file, home, reachedBy(db));
  const { beside } = readRecords(file, home);
  const record = openRecord(recordOf(file), beside.kind === 'read' ? beside.turn : 0, true);
  const why = record.write(facts);
  if (why !== null) {
    record.close();
    throw Object.assign(new Error('the record cannot be written'), { code: why });
  }
  const outside = beginOutside(home, facts);
  return {
    keep(link, count) {
      facts = { ...facts, seq: link.seq, hash: link.hash, operationCount: count };
      const failure = record.write(facts);
      // If this one cannot be written, it only falls behind, which is never taken for damage.
      if (failure === null) outside?.write(facts);
      return failure;
    },
    refuse({ kind, where, since }) {
      facts = v.parse(factsSchema, {
        ...facts,
        damage: { kind, where: where.slice(0, WHERE_MAX), since },
      });
      const failure = record.write(facts) ?? record.write(facts);
      return failure === null
        ? { kind: 'written', value: null }
        : { kind: 'unwritable', why: failure };
    },
    close() {
      record.close();
      outside?.close();
    },
  };
}

/**
 * The record outside the folder is on the disk at each start. Later writes are left to the operating system, because
 * it is only compared with copies of the folder. Null if the place cannot be written.
 */
function beginOutside({ outside }: Home, facts: RecordFacts): RecordFile | null {
  if (outside === null) return null;
  try {
    mkdirSync(dirname(outside), { recursive: true, mode: 0o700 });
    createRecord(outside, facts);
    return openRecord(outside, 1, false);
  } catch (error) {
    if (codeOf(error) === null) throw error;
    return null;
  }
}

function factsOf(
  file: string,
  { machine }: Home,
  { seq, hash, operationCount }: Reached,
): RecordFacts {
  return {
    seq,
    hash,
    operationCount,
    machineId: machine.id,
    machineParts: [...machine.parts],
    folder: folderOf(file),
    damage: null,
  };
}
