/**
 * Renames a damaged journal and begins a new one, if staff ask for it. The damaged file is not changed.
 * The new journal does not contain the unsettled operations of the damaged one, so they are reported.
 */
import Database from 'better-sqlite3';
import { existsSync, readdirSync, renameSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import * as v from 'valibot';
import { isoText } from '../../shared/time.ts';
import { ARCHIVE_MARK } from './cut.ts';
import { LOG_COPY, openJournal, type OpenOptions } from './open.ts';
import type { Operation } from './operation.ts';
import { COLUMNS, fromRow } from './rows.ts';
import type { Damage } from './damage.ts';

export interface Unsettled {
  operations: Operation[];
  /** False if some rows could not be read. Then more operations may be unsettled. */
  isComplete: boolean;
}

export type Quarantined =
  | { kind: 'quarantined'; file: string; damage: Damage; unsettled: Unsettled }
  /** `newerVersion`: the journal is not damaged; a newer version of the kiosk wrote it and can read it. */
  | { kind: 'refused'; reason: 'whole' | 'locked' | 'newerVersion' }
  | { kind: 'unwritable'; why: string };

const LOST: readonly Damage['kind'][] = ['missing', 'behind', 'record', 'olderCopy'];

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
        : quarantine(options, found.damage, by);
  }
}

function quarantine(options: OpenOptions, damage: Damage, by: string): Quarantined {
  const stamp = isoText(options.now()).replaceAll(/[:.]/g, '-');
  const quarantineFile = `${options.file}.damaged-${stamp}`;
  const unsettled = readUnsettled(options.file);
  // Events are missing, and with them perhaps operations.
  if (LOST.includes(damage.kind)) unsettled.isComplete = false;
  renameArchives(options.file, quarantineFile);
  // The record goes last, so that a crash in between is not taken for a first start.
  for (const suffix of ['-wal', '-shm', LOG_COPY, '', '.record']) {
    if (existsSync(options.file + suffix))
      renameSync(options.file + suffix, quarantineFile + suffix);
  }
  const begun = openJournal({ ...options, confirmed: 'newJournal' });
  if (begun.kind !== 'open') {
    return { kind: 'unwritable', why: begun.kind === 'unwritable' ? begun.why : begun.kind };
  }
  const { kind, where } = damage;
  const noted = begun.journal.write(() =>
    begun.journal.note('damageAccepted', { by, kind, where, setAsideAs: quarantineFile }),
  );
  begun.close();
  return noted.kind === 'written'
    ? { kind: 'quarantined', file: quarantineFile, damage, unsettled }
    : noted;
}

/** The archives stay beside the journal that they belong to. */
function renameArchives(file: string, quarantineFile: string): void {
  const mark = `${basename(file)}${ARCHIVE_MARK}`;
  for (const name of readdirSync(dirname(file)).filter((one) => one.startsWith(mark))) {
    const to = `${quarantineFile}${ARCHIVE_MARK}${name.slice(mark.length)}`;
    renameSync(join(dirname(file), name), to);
  }
}

/** Reads every row that can be read. Returns nothing for a file that is not a database. */
function readUnsettled(file: string): Unsettled {
  const unsettled: Unsettled = { operations: [], isComplete: true };
  if (!existsSync(file)) return { ...unsettled, isComplete: false };
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

/** Only the columns that the file has: an earlier version did not have all of them. */
function columnsOf(db: Database.Database): string {
  const names = new Set(
    db.prepare<[], string>("SELECT name FROM pragma_table_info('operation')").pluck().all(),
  );
  return Object.entries(COLUMNS)
    .filter(([, column]) => names.has(column))
    .map(([fact, column]) => `${column} AS "${fact}"`)
    .join(', ');
}
