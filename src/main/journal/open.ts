/**
 * Opens the journal with an exclusive lock. Migrates it, checks it, and marks the operations that a crash interrupted
 * as unknown.
 */
import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import type { Damage, Verified } from './damage.ts';
import {
  cutSeqOf,
  findBrokenChain,
  findChangedLink,
  findChangedSchema,
  findPageDamage,
  lastEvent,
  UNREADABLE_CUT,
  verifyOperations,
} from './verify.ts';
import { Journal } from './journal.ts';
import { MIGRATIONS } from './migrations/index.ts';
import { lockJournal, type JournalLock } from './lock.ts';
import { keepPrivate, makePrivate } from './private-file.ts';
import { createReports, type Reports } from './reports.ts';
import { createSeenCards, type SeenCards } from './seen-cards.ts';
import { isDiskError, written, type Written } from './disk-errors.ts';
import {
  adoptRecord,
  beginRecord,
  findCopy,
  findLoss,
  findMissing,
  keepRecords,
  readRecords,
  RECORD_SINCE_VERSION,
  type Home,
  type RecordKeeper,
} from './record.ts';
import { codeOf } from './record-file.ts';
import { fillChecksums, registerChecksum, removeDamagedStops } from './row-checksums.ts';
import { readSeal } from './seal.ts';
import { NO_CUT, readCut, type Archive, type Cut, type ReadCut } from './cut.ts';
import { findLostArchives, type ArchiveProblem } from './archive/find-lost.ts';
import type { JournalState } from './state.ts';
import type { EpochMs } from '../../shared/time.ts';

export interface OpenJournal {
  kind: 'open';
  journal: Journal;
  seenCards: SeenCards;
  reports: Reports;
  db: Database.Database;
  /** What was found damaged and could be done without, in words for the log. */
  findings: readonly string[];
  /** Archive files that are missing or have another size. Payments do not need them. */
  lostArchives: readonly ArchiveProblem[];
  /** True if the start verified only what came after the seal. Then `verifyAll` must look at the rest. */
  isVerifiedInPart: boolean;
  /** Records damage that was found later, so that no start opens this journal again. */
  refuse(damage: Damage): Written<unknown>;
  close(): void;
}

export type Opened =
  | OpenJournal
  /** Another process has the journal open. */
  | { kind: 'locked' }
  | { kind: 'unwritable'; why: string }
  /** The file is not changed. Staff decide what to do. */
  | { kind: 'damaged'; damage: Damage };

export interface OpenOptions {
  file: string;
  now: () => EpochMs;
  newId: () => string;
  /** Null for a journal in memory, which has no record. */
  home: Home | null;
  /**
   * What staff have confirmed. `newJournal`: begin a new journal, although the kiosk ran before. `thisMachine`: this
   * machine and this folder continue with a journal that was copied here.
   */
  confirmed?: 'newJournal' | 'thisMachine';
  /** A start verifies a journal of at most so many events as a whole. */
  wholeUpTo?: number;
  /** How many events come between two seals. */
  sealEvery?: number;
}

/** So many events are verified faster than a window opens. */
const WHOLE_UP_TO = 1_000;
const SEAL_EVERY = 500;

export function openJournal(options: OpenOptions): Opened {
  const { now, newId, sealEvery = SEAL_EVERY } = options;
  const prepared = prepare(options);
  if (prepared.kind !== 'ready') return prepared;
  const { db, keeper, lock, verified } = prepared;
  const journal = new Journal({ db, now, newId, record: keeper, sealEvery, ...verified });
  const close = (): void => {
    journal.seal();
    db.close();
    keeper?.close();
    lock?.release();
  };
  const recovered = recover(journal);
  const cleaned = written(() => db.transaction(removeDamagedStops)(db));
  const unwritable = [recovered, cleaned].find((result) => result.kind === 'unwritable');
  if (unwritable !== undefined) {
    close();
    return unwritable;
  }
  const reports = createReports(db, now);
  return {
    kind: 'open',
    journal,
    seenCards: createSeenCards(db),
    reports,
    db,
    findings: cleaned.kind === 'written' ? [...cleaned.value, ...reports.findings()] : [],
    lostArchives: findLostArchives(options.file, verified.archives),
    isVerifiedInPart: verified.isInPart,
    refuse: (damage) => keeper?.refuse(damage) ?? { kind: 'written', value: null },
    close,
  };
}

/** The name of the copied log, after the name of the journal. */
export const LOG_COPY = '.log-at-damage';

interface StartState {
  state: JournalState;
  sealedSeq: number;
  isInPart: boolean;
  archives: readonly Archive[];
}

interface Ready {
  kind: 'ready';
  db: Database.Database;
  verified: StartState;
}

type Refused = Exclude<Opened, OpenJournal>;

/** Locks the journal, opens its file and takes up its record. */
function prepare(
  options: OpenOptions,
): (Ready & { keeper: RecordKeeper | null; lock: JournalLock | null }) | Refused {
  const { file, home } = options;
  if (home === null) {
    const opened = openFile(options);
    return opened.kind === 'ready' ? { ...opened, keeper: null, lock: null } : opened;
  }
  const locked = lockJournal(file);
  if (locked.kind !== 'locked') {
    return locked.kind === 'taken' ? { kind: 'locked' } : locked;
  }
  const { lock } = locked;
  let isReady = false;
  try {
    const opened = openLocked(options, home);
    isReady = opened.kind === 'ready';
    return opened.kind === 'ready' ? { ...opened, lock } : opened;
  } catch (error) {
    const code = codeOf(error);
    if (code === null) throw error;
    return { kind: 'unwritable', why: code };
  } finally {
    if (!isReady) lock.release();
  }
}

function openLocked(
  options: OpenOptions,
  home: Home,
): (Ready & { keeper: RecordKeeper }) | Refused {
  const { file } = options;
  const lost = options.confirmed === 'newJournal' ? null : findMissing(file, home);
  if (lost !== null) return { kind: 'damaged', damage: lost };
  if (!existsSync(file)) beginRecord(file, home);
  const removeCopy = copyLog(file);
  const opened = openFile(options);
  if (opened.kind !== 'damaged') removeCopy();
  if (opened.kind !== 'ready') return opened;
  try {
    return { ...opened, keeper: keepRecords(opened.db, file, home) };
  } catch (error) {
    opened.db.close();
    throw error;
  }
}

/**
 * Copies the write-ahead log that a crash left behind. SQLite removes the log, together with the commits that it cannot
 * read, so the copy of a damaged journal is kept. Returns the function that removes the copy.
 */
function copyLog(file: string): () => void {
  const [log, copy] = [`${file}-wal`, `${file}${LOG_COPY}`];
  if (!existsSync(log) || existsSync(copy)) return () => undefined;
  copyFileSync(log, copy);
  return () => rmSync(copy, { force: true });
}

function openFile(options: OpenOptions): Ready | Refused {
  const { file } = options;
  let db: Database.Database | null = null;
  try {
    const opened = (db = new Database(file, { timeout: 0 }));
    keepPrivate(file);
    const result = written(() => secure(opened, options));
    if (result.kind === 'written' && result.value.kind === 'whole')
      return { kind: 'ready', db, verified: result.value };
    db.close();
    if (result.kind === 'written' && result.value.kind === 'damaged') return result.value;
    if (result.kind === 'unwritable' && !/BUSY|LOCKED/.test(result.why)) return result;
    return { kind: 'locked' };
  } catch (error) {
    db?.close();
    if (!(error instanceof Database.SqliteError)) throw error;
    if (isDiskError(error)) return { kind: 'unwritable', why: error.code };
    const kind = error.code === 'SQLITE_NOTADB' ? 'notADatabase' : 'pages';
    return { kind: 'damaged', damage: { kind, where: error.message, since: null } };
  }
}

type Secured = (StartState & { kind: 'whole' }) | Extract<Verified, { kind: 'damaged' }>;

/**
 * Checks the file and migrates it. `lock.ts` keeps other programs away; a connection that only reads may be opened, to
 * verify the history.
 * With WAL and `synchronous=FULL` a commit is on the disk before it returns (sqlite.org/pragma.html#pragma_synchronous).
 */
function secure(db: Database.Database, options: OpenOptions): Secured {
  const { file, home } = options;
  // A new file shrinks when operations move to archives. In a file with tables the pragma would write a page at each
  // start, to a damaged journal too.
  if (db.pragma('page_count', { simple: true }) === 0) db.pragma('auto_vacuum = INCREMENTAL');
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('foreign_keys = ON');
  // Otherwise SQLite keeps a temporary file open, with rows of customers in it (sqlite.org/tempfiles.html).
  db.pragma('temp_store = MEMORY');
  db.exec('BEGIN EXCLUSIVE; COMMIT');
  registerChecksum(db);
  const version = Number(db.pragma('user_version', { simple: true }));
  if (version > MIGRATIONS.length) {
    return damagedBy({ kind: 'newerVersion', where: `version ${version}`, since: null });
  }
  const schema = findChangedSchema(db, version);
  if (schema !== null) return damagedBy(schema);
  const read: ReadCut = version < MIGRATIONS.length ? { kind: 'read', cut: NO_CUT } : readCut(db);
  if (read.kind === 'unreadable') return damagedBy(UNREADABLE_CUT);
  const { cut } = read;
  const seal = sealToStartFrom(db, version, options);
  const damage = findFileDamage(db, { version, seal, cut }) ?? findForeign(db, version, options);
  if (damage !== null) return damagedBy(damage);
  const isEarlier = version > 0 && version < RECORD_SINCE_VERSION;
  if (home !== null && isEarlier) adoptRecord(db, file, home);
  migrate(db, file, version);
  if (isEarlier) fillChecksums(db);
  const verified = verifyOperations(db, seal ?? cut.state);
  if (verified.kind === 'damaged') return verified;
  const sealedSeq = seal?.end.seq ?? 0;
  const { archives } = cut;
  const isInPart = seal !== null || archives.length > 0;
  return { kind: 'whole', state: verified.state, sealedSeq, isInPart, archives };
}

function damagedBy(damage: Damage): Secured {
  return { kind: 'damaged', damage };
}

/** Null if the whole journal must be verified: it has no readable seal, or it is short. */
function sealToStartFrom(
  db: Database.Database,
  version: number,
  { wholeUpTo = WHOLE_UP_TO }: OpenOptions,
): JournalState | null {
  const isShort = version < MIGRATIONS.length || lastEvent(db) - cutSeqOf(db) <= wholeUpTo;
  return isShort ? null : readSeal(db);
}

/** Works for every version, so it runs before the migration. */
function findFileDamage(
  db: Database.Database,
  { version, seal, cut }: { version: number; seal: JournalState | null; cut: Cut },
): Damage | null {
  // The record says which events are missing.
  if (seal !== null && lastEvent(db) < seal.end.seq) return null;
  if (seal !== null) return findChangedLink(db, seal.end) ?? findBrokenChain(db, seal.end);
  const pages = findPageDamage(db);
  return pages ?? (version === 0 ? null : findBrokenChain(db, cut.state.end));
}

/** Compares the journal with its records. */
function findForeign(
  db: Database.Database,
  version: number,
  { file, home, confirmed }: OpenOptions,
): Damage | null {
  if (home === null || confirmed === 'newJournal') return null;
  const records = readRecords(file, home);
  const lost = findLoss(db, version, records);
  return lost ?? (confirmed === undefined ? findCopy(records, file, home) : null);
}

/** Migrates the schema to the present version. Each step is one transaction. A copy of the file is made first. */
function migrate(db: Database.Database, file: string, version: number): void {
  // A step may replace a table that others refer to.
  db.pragma('foreign_keys = OFF');
  for (const [index, step] of MIGRATIONS.entries()) {
    if (index < version) continue;
    const backup = `${file}.before-version-${index + 1}`;
    // A new file needs no copy.
    if (version > 0 && !existsSync(backup)) backUp(db, backup);
    db.transaction(() => {
      db.exec(step);
      db.pragma(`user_version = ${index + 1}`);
    })();
  }
  db.pragma('foreign_keys = ON');
}

/** The copy gets its final name only when it is complete. */
function backUp(db: Database.Database, backup: string): void {
  const unfinished = `${backup}.unfinished`;
  rmSync(unfinished, { force: true });
  makePrivate(unfinished);
  db.prepare('VACUUM INTO ?').run(unfinished);
  renameSync(unfinished, backup);
}

/**
 * After a crash, an operation without a promise becomes `notPaid`, and a POST that was running becomes `unknown`.
 * See docs/architecture.md, 'What a restart does'.
 */
function recover(journal: Journal): ReturnType<typeof journal.write<null>> {
  return journal.write(() => {
    for (const operation of journal.allOpen()) {
      if (operation.ledger === 'sent')
        journal.change(operation.id, 'unknown', { ledger: 'unknown' });
      if (operation.promise === 'none')
        journal.change(operation.id, 'promised', { promise: 'notPaid' });
    }
    return null;
  });
}
