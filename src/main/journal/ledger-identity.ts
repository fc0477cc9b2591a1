/**
 * Records in the journal which ledger it belongs to: at first use, and when the ledger changes while no operation is
 * open.
 * An open operation of one ledger must never be sent to another ledger or be looked up there.
 */
import * as v from 'valibot';
import type { OpenJournal } from './open.ts';
import type { Written } from './disk-errors.ts';

/**
 * The API does not name the account. But each shop belongs to one account, so address and shop identify the ledger. A
 * sandbox has a different port at every start, so its address is always recorded as `sandbox`.
 */
export interface Ledger {
  /** The origin of the API, or `sandbox`. */
  api: string;
  shopUuid: string;
}

/** The ledger that the present settings name. */
export interface PresentLedger extends Ledger {
  /** True if the address is on this machine and does not answer yet. It may be a sandbox. */
  mayBeSandbox: boolean;
}

export type Claim =
  | { kind: 'own' }
  /** `noted` is null if the journal was written by an earlier version, which did not record the ledger. */
  | { kind: 'another'; noted: Ledger | null; openCount: number }
  | { kind: 'unwritable'; why: string };

export const SANDBOX = 'sandbox';

const NOTED = 'ledgerNoted';
const RELEASED = 'ledgerReleased';

type Note = { kind: 'noted'; ledger: Ledger } | { kind: 'released' } | { kind: 'never' };

const ledgerSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({ api: v.string(), shopUuid: v.string() }),
);

/**
 * Checks that the journal belongs to this ledger. If no operation is open, the journal belongs to this ledger from now
 * on.
 */
export function claimLedger(opened: OpenJournal, present: PresentLedger): Claim {
  const { journal } = opened;
  const note = readNote(opened);
  if (note.kind === 'noted' && isSame(note.ledger, present)) return { kind: 'own' };
  const openCount = openCountOf(opened);
  if (openCount > 0 && !mayAdopt(note, present)) {
    return { kind: 'another', noted: note.kind === 'noted' ? note.ledger : null, openCount };
  }
  const { api, shopUuid } = present;
  const written = journal.write(() => {
    journal.note(NOTED, { api, shopUuid });
    // Forget the balances: they are of another account, so no payment may be promised on them.
    if (note.kind === 'noted') opened.seenCards.forgetAll();
  });
  return written.kind === 'written' ? { kind: 'own' } : written;
}

/**
 * Staff confirm that the account is the same under another address. So the open operations belong to the next ledger
 * that is claimed.
 */
export function releaseLedger({ journal }: OpenJournal, by: string): Written<unknown> {
  return journal.write(() => journal.note(RELEASED, { by }));
}

/** The number of open operations, including the held ones. */
export function openCountOf({ journal }: Pick<OpenJournal, 'journal'>): number {
  const { count, heldCount } = journal.waiting();
  return count + heldCount;
}

/**
 * An earlier version recorded no ledger, so its journal is taken to belong to the present shop. But real payments must
 * not go to a sandbox.
 */
function mayAdopt(note: Note, { api }: Ledger): boolean {
  return note.kind === 'released' || (note.kind === 'never' && api !== SANDBOX);
}

function readNote({ journal }: OpenJournal): Note {
  const last = journal.lastNote([NOTED, RELEASED]);
  if (last === null) return { kind: 'never' };
  if (last.kind === RELEASED) return { kind: 'released' };
  return { kind: 'noted', ledger: v.parse(ledgerSchema, last.body) };
}

function isSame(noted: Ledger, { api, shopUuid, mayBeSandbox }: PresentLedger): boolean {
  const isSameApi = noted.api === api || (noted.api === SANDBOX && mayBeSandbox);
  return isSameApi && noted.shopUuid === shopUuid;
}
