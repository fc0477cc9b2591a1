/**
 * Opens the journal of the kiosk. A damaged journal is not changed: the kiosk then shows balances and takes no money.
 */
import { join } from 'node:path';
import { assert } from '../../shared/assert.ts';
import { openJournal, type OpenJournal, type OpenOptions } from '../journal/open.ts';
import type { Damage } from '../journal/verify.ts';

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
  world: Pick<OpenOptions, 'now' | 'newId'>,
): OpenedKioskJournal {
  const opened = openJournal({ ...world, file: join(dataDir, JOURNAL_FILE) });
  if (opened.kind === 'open') return { kind: 'open', journal: { opened, damage: null } };
  if (opened.kind !== 'damaged') return opened;
  const inMemory = openJournal({ ...world, file: ':memory:' });
  assert(inMemory.kind === 'open', 'a journal in memory opens');
  return { kind: 'open', journal: { opened: inMemory, damage: opened.damage } };
}
