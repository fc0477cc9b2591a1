/**
 * Whose ledger the journal is for: noted in the chain at first use, and whenever it changes with nothing left open.
 * What is open in the journal of one ledger must never be sent to another, nor be looked for there.
 */
import type Database from 'better-sqlite3';
import * as v from 'valibot';
import type { OpenJournal } from './open.ts';
import type { Written } from './disk-errors.ts';

/**
 * The API names no account: its shops are the account's own, so address and shop are what can be told apart.
 * A sandbox has another port at every start, so its address is only that it is one.
 */
export interface Ledger {
  /** The origin of the API, or `sandbox`. */
  api: string;
  shopUuid: string;
}

/** What the settings name now. */
export interface PresentLedger extends Ledger {
  /** A sandbox that does not answer yet looks like any other address of this machine. */
  mayBeSandbox: boolean;
}

export type Claim =
  | { kind: 'own' }
  /** `noted` is null for a journal of an earlier version, which did not note it. */
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

/** Whether the journal is for this ledger; it becomes so where nothing that is open says otherwise. */
export function claimLedger(opened: OpenJournal, present: PresentLedger): Claim {
  const { journal, db } = opened;
  const note = lastNote(db);
  if (note.kind === 'noted' && isSame(note.ledger, present)) return { kind: 'own' };
  const openCount = openCountOf(opened);
  if (openCount > 0 && !mayAdopt(note, present)) {
    return { kind: 'another', noted: note.kind === 'noted' ? note.ledger : null, openCount };
  }
  const { api, shopUuid } = present;
  const written = journal.write(() => {
    journal.note(NOTED, { api, shopUuid });
    // Balances of another account's cards are no ground for a promise in this one.
    if (note.kind === 'noted') opened.seenCards.forgetAll();
  });
  return written.kind === 'written' ? { kind: 'own' } : written;
}

/** Staff say that what is open is for whatever the settings name next: the same account, under another address. */
export function releaseLedger({ journal }: OpenJournal, by: string): Written<unknown> {
  return journal.write(() => journal.note(RELEASED, { by }));
}

/** What waits, and what is held. */
export function openCountOf({ journal }: Pick<OpenJournal, 'journal'>): number {
  const { count, heldCount } = journal.waiting();
  return count + heldCount;
}

/** An earlier version noted nothing, and its journal is the shop's; but a real one's queue is no sandbox's. */
function mayAdopt(note: Note, { api }: Ledger): boolean {
  return note.kind === 'released' || (note.kind === 'never' && api !== SANDBOX);
}

/** Read once at the start, when all events are read anyway, so no index serves it. */
function lastNote(db: Database.Database): Note {
  const last = db
    .prepare<[string, string], { kind: string; body: string }>(
      `SELECT kind, body FROM event WHERE operation_id IS NULL AND kind IN (?, ?)
       ORDER BY seq DESC LIMIT 1`,
    )
    .get(NOTED, RELEASED);
  if (last === undefined) return { kind: 'never' };
  if (last.kind === RELEASED) return { kind: 'released' };
  return { kind: 'noted', ledger: v.parse(ledgerSchema, last.body) };
}

function isSame(noted: Ledger, { api, shopUuid, mayBeSandbox }: PresentLedger): boolean {
  const isSameApi = noted.api === api || (noted.api === SANDBOX && mayBeSandbox);
  return isSameApi && noted.shopUuid === shopUuid;
}
