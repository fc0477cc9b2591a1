/**
 * Sets a damaged journal aside under another name and begins a new one, when staff say so.
 * Nothing of the damaged file is removed; what was not settled in it is told, for it is not carried over.
 */
import Database from 'better-sqlite3';
import { existsSync, renameSync } from 'node:fs';
import * as v from 'valibot';
import { isoText } from '../../shared/time.ts';
import { openJournal, type OpenOptions } from './open.ts';
import type { Operation } from './operation.ts';
import { COLUMNS, fromRow } from './rows.ts';
import type { Damage } from './verify.ts';

export interface Unsettled {
  operations: Operation[];
  /** False where rows could not be read, so that there may be more. */
  isComplete: boolean;
}

export type Quarantined =
  | { kind: 'setAside'; file: string; damage: Damage; unsettled: Unsettled }
  /** `newerVersion`: a newer program can read it; nothing is wrong with it. */
  | { kind: 'refused'; reason: 'whole' | 'locked' | 'newerVersion' }
  | { kind: 'unwritable'; why: string };

export function quarantineDamaged(options: OpenOptions, by: string): Quarantined {
  const found = openJournal(options);
  switch (found.kind) {
    case 'open':
      found.close();
      return { kind: 'refused', reason: 'whole' };
    case 'locked':
      return { kind: 'refused', reason: 'locked' };
    case 'unwritable':
      return found;
    case 'damaged':
      return found.damage.kind === 'newerVersion'
        ? { kind: 'refused', reason: 'newerVersion' }
        : moveAside(options, found.damage, by);
  }
}

function moveAside(options: OpenOptions, damage: Damage, by: string): Quarantined {
  const stamp = isoText(options.now()).replaceAll(/[:.]/g, '-');
  const aside = `${options.file}.damaged-${stamp}`;
  const unsettled = readUnsettled(options.file);
  for (const suffix of ['-wal', '-shm', '']) {
    if (existsSync(options.file + suffix)) renameSync(options.file + suffix, aside + suffix);
  }
  const begun = openJournal(options);
  if (begun.kind !== 'open') {
    return { kind: 'unwritable', why: begun.kind === 'unwritable' ? begun.why : begun.kind };
  }
  const { kind, where } = damage;
  const noted = begun.journal.write(() =>
    begun.journal.note('damageAccepted', { by, kind, where, setAsideAs: aside }),
  );
  begun.close();
  return noted.kind === 'written' ? { kind: 'setAside', file: aside, damage, unsettled } : noted;
}

/** As much as can be read; a file that is no database has nothing. */
function readUnsettled(file: string): Unsettled {
  const unsettled: Unsettled = { operations: [], isComplete: true };
  const db = new Database(file, { timeout: 0 });
  try {
    for (const row of db.prepare(`SELECT ${columnsOf(db)} FROM operation ORDER BY seq`).iterate()) {
      takeRow(unsettled, row);
    }
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error;
    unsettled.isComplete = false;
  } finally {
    db.close();
  }
  return unsettled;
}

function takeRow(unsettled: Unsettled, row: unknown): void {
  try {
    const operation = fromRow(row);
    if (!operation.isSettled) unsettled.operations.push(operation);
  } catch (error) {
    if (!(error instanceof v.ValiError || error instanceof SyntaxError)) throw error;
    unsettled.isComplete = false;
  }
}

/** Those that the file has: one of an earlier version lacks some. */
function columnsOf(db: Database.Database): string {
  const names = new Set(
    db.prepare<[], string>("SELECT name FROM pragma_table_info('operation')").pluck().all(),
  );
  return Object.entries(COLUMNS)
    .filter(([, column]) => names.has(column))
    .map(([fact, column]) => `${column} AS "${fact}"`)
    .join(', ');
}
