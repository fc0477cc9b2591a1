/** The journal that a kiosk runs on. A damaged one is left as it is: balances are shown without it, and no money is taken. */
import { join } from 'node:path';
import { assert } from '../../shared/assert.ts';
import { openJournal, type OpenJournal, type OpenOptions } from '../journal/open.ts';
import type { Damage } from '../journal/verify.ts';

export const JOURNAL_FILE = 'journal.sqlite';

export interface KioskJournal {
  opened: OpenJournal;
  /** Not null: `opened` is an empty one in memory, for looking balances up only. */
  damage: Damage | null;
}

export type OpenedKioskJournal =
  | { kind: 'open'; journal: KioskJournal }
  /** Another kiosk has it open. */
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
