/**
 * Opens the journal with an exclusive lock. Migrates it, checks it, and marks the operations that a crash interrupted
 * as unknown.
 */
import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import { findChangedOperation, findFileDamage, type Damage } from './verify.ts';
import { Journal } from './journal.ts';
import { MIGRATIONS } from './migrations/index.ts';
import { keepPrivate, makePrivate } from './private-file.ts';
import { createReports, type Reports } from './reports.ts';
import { createSeenCards, type SeenCards } from './seen-cards.ts';
import { isDiskError, written } from './disk-errors.ts';
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
import { fillChecksums, registerChecksum, removeDamagedRows } from './row-checksums.ts';
import type { EpochMs } from '../../shared/time.ts';

export interface OpenJournal {
  kind: 'open';
  journal: Journal;
  seenCards: SeenCards;
  reports: Reports;
  db: Database.Database;
  /** What was found damaged and could be done without, in words for the log. */
  findings: readonly string[];
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
}

export function openJournal(options: OpenOptions): Opened {
  const { now, newId } = options;
  const prepared = prepare(options);
  if (prepared.kind !== 'ready') return prepared;
  const { db, keeper } = prepared;
  const close = (): void => {
    db.close();
    keeper?.close();
  };
  const journal = new Journal({ db, now, newId, record: keeper });
  const recovered = recover(journal);
  const cleaned = written(() => db.transaction(removeDamagedRows)(db));
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
    close,
  };
}

/** The name of the copied log, after the name of the journal. */
export const LOG_COPY = '.log-at-damage';

type Prepared =
  | { kind: 'ready'; db: Database.Database; keeper: RecordKeeper | null }
  | Exclude<Opened, OpenJournal>;

/** Opens the file and takes up its record. */
function prepare(options: OpenOptions): Prepared {
  const { file, home } = options;
  try {
    if (home === null) return openFile(options);
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
  } catch (error) {
    const code = codeOf(error);
    if (code === null) throw error;
    return { kind: 'unwritable', why: code };
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

function openFile(options: OpenOptions): Prepared {
  const { file } = options;
  let db: Database.Database | null = null;
  try {
    const opened = (db = new Database(file, { timeout: 0 }));
    keepPrivate(file);
    const result = written(() => secure(opened, options));
    if (result.kind === 'written' && result.value === null)
      return { kind: 'ready', db, keeper: null };
    db.close();
    if (result.kind === 'written' && result.value !== null)
      return { kind: 'damaged', damage: result.value };
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

/**
 * Locks the file until this process ends, checks it and migrates it.
 * With WAL and `synchronous=FULL` a commit is on the disk before it returns (sqlite.org/pragma.html#pragma_synchronous).
 */
function secure(db: Database.Database, { file, home, confirmed }: OpenOptions): Damage | null {
  db.pragma('locking_mode = EXCLUSIVE');
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('foreign_keys = ON');
  // Otherwise SQLite keeps a temporary file open, with rows of customers in it (sqlite.org/tempfiles.html).
  db.pragma('temp_store = MEMORY');
  db.exec('BEGIN EXCLUSIVE; COMMIT');
  registerChecksum(db);
  const version = Number(db.pragma('user_version', { simple: true }));
  if (version > MIGRATIONS.length) {
    return { kind: 'newerVersion', where: `version ${version}`, since: null };
  }
  const records = home === null ? null : readRecords(file, home);
  const damage =
    findFileDamage(db, version) ??
    (records === null || confirmed === 'newJournal' ? null : findLoss(db, version, records)) ??
    (records === null || home === null || confirmed !== undefined
      ? null
      : findCopy(records, file, home));
  if (damage !== null) return damage;
  const isEarlier = version > 0 && version < RECORD_SINCE_VERSION;
  if (home !== null && isEarlier) adoptRecord(db, file, home);
  migrate(db, file, version);
  if (isEarlier) fillChecksums(db);
  return findChangedOperation(db);
}

/** Migrates the schema to the present version. Each step is one transaction. A copy of the file is made first. */
function migrate(db: Database.Database, file: string, version: number): void {
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
