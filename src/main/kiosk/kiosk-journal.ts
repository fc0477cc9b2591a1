/**
 * Opens the journal of the kiosk. A damaged journal is not changed: the kiosk then shows balances and takes no money.
 */
import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { assert } from '../../shared/assert.ts';
import { ORDER_VARIABLE } from '../journal/archive/prepare.ts';
import { FILE_VARIABLE } from '../journal/check-history.ts';
import { openJournal, type OpenJournal, type OpenOptions } from '../journal/open.ts';
import type { Home, Machine } from '../journal/record.ts';
import type { Damage } from '../journal/damage.ts';
import type { EpochMs } from '../../shared/time.ts';

export const JOURNAL_FILE = 'journal.sqlite';

export interface KioskJournal {
  opened: OpenJournal;
  /** If not null, `opened` is an empty journal in memory, only for looking up balances. */
  damage: Damage | null;
}

export type OpenedKioskJournal =
  | { kind: 'open'; journal: KioskJournal }
  /** Another kiosk has the journal open. */
  | { kind: 'locked' }
  | { kind: 'unwritable'; why: string };

export function openKioskJournal(
  dataDir: string,
  options: Pick<OpenOptions, 'now' | 'newId'> & { home: Home },
): OpenedKioskJournal {
  const { now, newId, home } = options;
  const opened = openJournal({ now, newId, home, file: join(dataDir, JOURNAL_FILE) });
  if (opened.kind === 'open') return { kind: 'open', journal: { opened, damage: null } };
  if (opened.kind !== 'damaged') return opened;
  return { kind: 'open', journal: withoutMoney(opened.damage, options) };
}

/** An empty journal in memory, with which balances are shown and no money moves. */
export function withoutMoney(
  damage: Damage,
  { now, newId }: Pick<OpenOptions, 'now' | 'newId'>,
): KioskJournal {
  const inMemory = openJournal({ now, newId, home: null, file: ':memory:' });
  assert(inMemory.kind === 'open', 'a journal in memory opens');
  return { opened: inMemory, damage };
}

/** The environment of the process that verifies the history of the journal in this data folder. */
export function historyCheckEnv(dataDir: string, env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { ...env, [FILE_VARIABLE]: join(dataDir, JOURNAL_FILE) };
}

/** The environment of the process that writes an archive of the journal in this data folder. */
export function archiverEnv(
  dataDir: string,
  before: EpochMs,
  env: NodeJS.ProcessEnv,
): NodeJS.ProcessEnv {
  const order = { journalFile: join(dataDir, JOURNAL_FILE), before };
  return { ...env, [ORDER_VARIABLE]: JSON.stringify(order) };
}

export interface Place {
  machine: Machine;
  /** The folder for records outside the data folder. Null if there is none, as in the demo. */
  stateDir: string | null;
}

/** The home of the journal in this data folder, which must exist. Each data folder has its own record outside. */
export function homeOf(dataDir: string, { machine, stateDir }: Place): Home {
  if (stateDir === null) return { machine, outside: null };
  const name = createHash('sha256').update(realpathSync.native(dataDir)).digest('hex').slice(0, 16);
  return { machine, outside: join(stateDir, `${name}.record`) };
}
