/** What the journal's command says to staff, in plain words. */
import type { DecisionRefusal } from '../src/main/journal/decide.ts';
import { decimalOf } from '../src/main/journal/export.ts';
import { referenceOf, type HeldReason, type Operation } from '../src/main/journal/operation.ts';
import { isoText } from '../src/shared/time.ts';

const KINDS = { spend: 'spend', topUp: 'top-up', reversal: 'reversal' } as const;
const PROMISES = {
  none: 'was told nothing',
  paid: "was told 'paid'",
  notPaid: "was told 'not paid'",
} as const;

const WHY_HELD: Readonly<Record<HeldReason, string>> = {
  cannotLookUp:
    'no reply came, and this kind of token cannot list transactions to see what became of it',
  sharedShop:
    'no reply came, and the list has a transaction that may be this one or another terminal’s of the same shop',
  inconclusive: 'no reply came, and the look-ups contradicted each other',
  figuresDiffer: 'Leat made a transaction with other figures than were asked for',
  refusedAfterPaid: 'it was promised without a network, and Leat refuses it',
  reversalRefused: 'Leat refuses to take the transaction back',
  possibleDouble: 'the list has a second transaction that may be a late double of this one',
};

/** One operation, over a few lines. */
export function heldWords(operation: Operation): string {
  const { id, kind, amountInCents, createdAt, promise, heldReason, contactUuid } = operation;
  const lines = [
    `${referenceOf(id)}  ${KINDS[kind]} of ${decimalOf(Math.abs(amountInCents)).decimal}, made at ${isoText(createdAt)}`,
    `        the customer ${PROMISES[promise]}`,
    ...(heldReason === null ? [] : [`        held, because ${WHY_HELD[heldReason]}`]),
    `        contact ${contactUuid}, shop ${operation.shopUuid}${operation.uuid === null ? '' : `, transaction ${operation.uuid}`}`,
  ];
  return lines.join('\n');
}

export const HOW_TO_DECIDE = `Look at the contact's transactions in Leat, then decide on each by its reference:
  npm run journal -- decide REFERENCE in-ledger --uuid TRANSACTION --by NAME   it is this transaction
  npm run journal -- decide REFERENCE not-in-ledger --by NAME                  it is not there; what was told 'paid' is sent again
  npm run journal -- decide REFERENCE write-off --by NAME                      leave everything as it is`;

export const REFUSALS: Readonly<Record<DecisionRefusal, string>> = {
  notHeld: 'that operation is not held: there is nothing to decide',
  uuidNeeded:
    'say which transaction it is, with --uuid: without it nobody could take it back later',
  uuidTaken: 'another operation of this kiosk is that transaction already',
  isInLedger:
    'Leat has told this kiosk the transaction of that operation: it can only be in-ledger or write-off',
};

/** What follows from a decision. */
export function decidedWords({ id, promise, ledger, isSettled }: Operation): string {
  const next = isSettled
    ? 'it is settled'
    : ledger === 'present'
      ? 'it is taken back when the kiosk runs, as the customer was told that it was not paid'
      : 'it is sent again when the kiosk runs, as the customer was told that it was paid';
  return `${referenceOf(id)} (${PROMISES[promise]}): ${next}`;
}
