/**
 * Opens the journal with an exclusive lock. Migrates it, checks it, and marks the operations that a crash interrupted
 * as unknown.
 */
import { existsSync, renameSync, rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import { findChangedOperation, findFileDamage, type Damage } from './verify.ts';
import { Journal } from './journal.ts';
import { MIGRATIONS } from './migrations/index.ts';
import { keepPrivate, makePrivate } from './private-file.ts';
import { createReports, type Reports } from './reports.ts';
import { createSeenCards, type SeenCards } from './seen-cards.ts';
import { isDiskError, written } from './disk-errors.ts';
import type { EpochMs } from '../../shared/time.ts';

export interface OpenJournal {
  kind: 'open';
  journal: Journal;
  seenCards: SeenCards;
  reports: Reports;
  db: Database.Database;
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
}

export function openJournal({ file, now, newId }: OpenOptions): Opened {
  const prepared = prepare(file);
  if (prepared.kind !== 'ready') return prepared;
  const { db } = prepared;
  const journal = new Journal({ db, now, newId });
  const recovered = recover(journal);
  if (recovered.kind === 'unwritable') {
    db.close();
    return recovered;
  }
  return {
    kind: 'open',
    journal,
    seenCards: createSeenCards(db),
    reports: createReports(db, now),
    db,
    close: () => db.close(),
  };
}

type Prepared = { kind: 'ready'; db: Database.Database } | Exclude<Opened, OpenJournal>;

function prepare(file: string): Prepared {
  let db: Database.Database | null = null;
  try {
    const opened = (db = new Database(file, { timeout: 0 }));
    keepPrivate(file);
    const result = written(() => secure(opened, file));
    if (result.kind === 'written' && result.value === null) return { kind: 'ready', db };
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
function secure(db: Database.Database, file: string): Damage | null {
  db.pragma('locking_mode = EXCLUSIVE');
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('foreign_keys = ON');
  db.exec('BEGIN EXCLUSIVE; COMMIT');
  const version = Number(db.pragma('user_version', { simple: true }));
  if (version > MIGRATIONS.length) {
    return { kind: 'newerVersion', where: `version ${version}`, since: null };
  }
  const damage = findFileDamage(db, version);
  if (damage !== null) return damage;
  migrate(db, file, version);
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
