/** Opens the journal of this terminal, alone: migrated, checked, and with what a crash cut off marked as unknown. */
import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import { findDamage, type Damage } from './verify.ts';
import { Journal } from './journal.ts';
import { MIGRATIONS } from './migrations/index.ts';
import { createReports, type Reports } from './reports.ts';
import { createSeenCards, type SeenCards } from './seen-cards.ts';
import { written } from './writable.ts';
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
  /** Another instance of the kiosk has it open. */
  | { kind: 'locked' }
  | { kind: 'unwritable'; why: string }
  /** The file is left as it is, for staff to decide on. */
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
    const result = written(() => secure(opened, file));
    if (result.kind === 'written' && result.value === null) return { kind: 'ready', db };
    db.close();
    if (result.kind === 'written' && result.value !== null)
      return { kind: 'damaged', damage: result.value };
    if (result.kind === 'unwritable' && !/BUSY|LOCKED/.test(result.why)) return result;
    return { kind: 'locked' };
  } catch (error) {
    db?.close();
    if (error instanceof Database.SqliteError && /NOTADB|CORRUPT/.test(error.code)) {
      return {
        kind: 'damaged',
        damage: { kind: 'notADatabase', where: error.message, since: null },
      };
    }
    if (error instanceof Database.SqliteError) return { kind: 'unwritable', why: error.code };
    throw error;
  }
}

/**
 * Takes the file for this process alone until it ends, migrates and checks it.
 * `synchronous=FULL` in WAL: a commit is on the disk before it is answered (sqlite.org/pragma.html#pragma_synchronous).
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
  const damage = version === 0 ? null : findDamage(db);
  if (damage !== null) return damage;
  migrate(db, file, version);
  return null;
}

/** Forward only, each step whole or not at all, with a copy of the file before it. */
function migrate(db: Database.Database, file: string, version: number): void {
  for (const [index, step] of MIGRATIONS.entries()) {
    if (index < version) continue;
    const backup = `${file}.before-version-${index + 1}`;
    if (index > 0 && !existsSync(backup)) db.prepare('VACUUM INTO ?').run(backup);
    db.transaction(() => {
      db.exec(step);
      db.pragma(`user_version = ${index + 1}`);
    })();
  }
}

/**
 * After a crash: who was told nothing was not charged, and a POST that was under way is unknown.
 * The rule is in docs/architecture.md, 'What a restart does'.
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
