/**
 * Staff confirm that this machine continues with a journal that was copied here. The machine that it was copied from may
 * have sent the open operations meanwhile, so they are held until staff have compared each with the ledger.
 */
import { openJournal, type OpenOptions } from './open.ts';
import type { Damage } from './damage.ts';

export type Continued =
  | { kind: 'continued'; heldCount: number }
  | { kind: 'refused'; reason: 'notCopied' | 'locked' }
  /** The journal is also damaged, so nothing was changed. */
  | { kind: 'damaged'; damage: Damage }
  | { kind: 'unwritable'; why: string };

export interface Confirmation {
  by: string;
  /** The disk or the folder was moved, so no other copy was ever in use. Then nothing needs to be held. */
  isMoved: boolean;
}

export function continueCopy(options: OpenOptions, { by, isMoved }: Confirmation): Continued {
  const found = openJournal(options);
  if (found.kind === 'open') {
    found.close();
    return { kind: 'refused', reason: 'notCopied' };
  }
  if (found.kind === 'locked') return { kind: 'refused', reason: 'locked' };
  if (found.kind === 'unwritable') return found;
  const { kind } = found.damage;
  if (kind !== 'otherMachine' && kind !== 'otherFolder') return found;
  const opened = openJournal({ ...options, confirmed: 'thisMachine' });
  if (opened.kind === 'locked') return { kind: 'refused', reason: 'locked' };
  if (opened.kind !== 'open') return opened;
  const { journal } = opened;
  const held = journal.write(() => {
    journal.note('machineConfirmed', { by, isMoved });
    const open = isMoved ? [] : journal.allOpen().filter(({ heldReason }) => heldReason === null);
    for (const { id } of open) journal.change(id, 'held', { heldReason: 'copiedJournal' });
    return open.length;
  });
  opened.close();
  return held.kind === 'written' ? { kind: 'continued', heldCount: held.value } : held;
}
