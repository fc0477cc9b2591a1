/** The texts that `npm run journal` prints for staff. */
import { basename } from 'node:path';
import type { Doubt, Follows } from '../src/main/sync/decisions.ts';
import type { DecisionRefusal } from '../src/main/journal/decide.ts';
import { decimalOf } from '../src/main/journal/export.ts';
import { referenceOf, type HeldReason, type Operation } from '../src/main/journal/operation.ts';
import type { Gap } from '../src/main/journal/archive/history.ts';
import { archivePath, type ArchiveProblem } from '../src/main/journal/archive/find-lost.ts';
import type { Damage } from '../src/main/journal/damage.ts';
import type { MinorDigits } from '../src/shared/money.ts';
import { isoText } from '../src/shared/time.ts';

const KINDS = { spend: 'spend', topUp: 'top-up', reversal: 'reversal' } as const;
const PROMISES = {
  none: 'was told nothing',
  paid: "was told 'paid'",
  notPaid: "was told 'not paid'",
} as const;

const WHY_HELD: Readonly<Record<HeldReason, string>> = {
  cannotLookUp: 'no reply came, and this kind of token cannot list transactions',
  sharedShop:
    'no reply came, and the list has a transaction that can be this one, or one of another terminal in the same shop',
  inconclusive: 'no reply came, and the look-ups contradicted each other',
  noClock:
    'no reply came, Leat does not list it, and the time in Leat was not known, so that it could still appear late',
  figuresDiffer: 'Leat made a transaction with other amounts than requested',
  refusedAfterPaid: 'it was accepted offline, and Leat refuses it',
  reversalRefused: 'Leat refuses to reverse the transaction',
  possibleDouble:
    'the list has a transaction that may be a late duplicate of this one, or this one although Leat refused it',
  contactGone:
    'Leat refused it or did not list it, and its contact no longer has a list that shows more',
  copiedJournal:
    'the journal was copied here, and the machine that it came from may have sent this operation',
};

const ACCEPT =
  'copy the data folder, then begin a new journal with `accept-damage --by NAME`; see docs/journal.md, Damage';
const CONTINUE =
  'end the kiosk that it was copied from, then say `this-machine --by NAME`; see docs/journal.md, A copy of the data folder';

/** One held operation, in a few lines. */
export function heldText(operation: Operation, minorDigits: MinorDigits): string {
  const { id, kind, amountInCents, createdAt, promise, heldReason, contactUuid } = operation;
  const lines = [
    `${referenceOf(id)}  ${KINDS[kind]} of ${decimalOf(Math.abs(amountInCents), minorDigits).decimal}, from ${isoText(createdAt)}`,
    `        the customer ${PROMISES[promise]}`,
    ...(heldReason === null ? [] : [`        held because ${WHY_HELD[heldReason]}`]),
    `        contact ${contactUuid}, shop ${operation.shopUuid}${operation.uuid === null ? '' : `, transaction ${operation.uuid}`}`,
  ];
  return lines.join('\n');
}

export const HOW_TO_DECIDE = `Look up the contact's transactions in Leat, then decide on each operation by its reference:
  npm run journal -- decide REFERENCE in-ledger --uuid TRANSACTION --by NAME   it is this transaction
  npm run journal -- decide REFERENCE not-in-ledger --by NAME                  Leat does not have it; if the customer was told 'paid', it is sent again
  npm run journal -- decide REFERENCE take-back --uuid TRANSACTION --by NAME   Leat has this second transaction by mistake; it is reversed
  npm run journal -- decide REFERENCE write-off --by NAME                      accept what Leat has
The running kiosk compares the decision with Leat and says what will follow. Add --yes to carry it out.
To decide against what Leat has, or without a running kiosk, add --reason 'WHY'.`;

export const DOUBT_TEXTS: Readonly<Record<Doubt, string>> = {
  rowNotListed: 'Leat does not list that transaction for this contact and shop',
  otherAmount: 'that transaction has another amount',
  otherTime: 'that transaction is not from the time of the operation',
  rowIsThere: 'Leat lists a transaction that this operation can have made',
  listUnread: 'the list in Leat could not be read, so the decision was not checked',
};

/** What the kiosk does after a decision. */
export function followsText(
  { kind, amountInCents }: Pick<Follows, 'kind'> & { amountInCents: number },
  minorDigits: MinorDigits,
): string {
  const { decimal } = decimalOf(amountInCents, minorDigits);
  switch (kind) {
    case 'settled':
      return 'it is settled; Leat gets no new transaction';
    case 'takesBack':
      return `the kiosk takes it back: Leat gets a transaction of ${decimal}`;
    case 'sendsAgain':
      return `the kiosk sends it again: Leat gets a transaction of ${decimal}`;
  }
}

export const REFUSALS: Readonly<Record<DecisionRefusal, string>> = {
  notInLedger:
    'this kiosk does not know a transaction of that operation; first decide which one it is, with in-ledger',
  doesNotFit: 'Leat contradicts that decision, so nothing was decided',
  notHeld: 'that operation is not held, so there is nothing to decide',
  uuidNeeded:
    'say which transaction it is, with --uuid; without it, the transaction cannot be reversed later',
  uuidTaken: 'that transaction already belongs to another operation of this kiosk',
  isInLedger:
    'this kiosk already knows the transaction of that operation, so only in-ledger or write-off are possible',
};

/** What the kiosk will do after a decision. */
export function decidedText({ id, promise, ledger, isSettled }: Operation): string {
  const next = isSettled
    ? 'it is settled'
    : ledger === 'present'
      ? 'the kiosk will take it back, because the customer was told that it was not paid'
      : 'the kiosk will send it again, because the customer was told that it was paid';
  return `${referenceOf(id)} (${PROMISES[promise]}): ${next}`;
}

const WHAT_TO_DO: Readonly<Record<Damage['kind'], string>> = {
  ...{ notADatabase: ACCEPT, pages: ACCEPT, schema: ACCEPT, chain: ACCEPT, operation: ACCEPT },
  ...{ missing: ACCEPT, behind: ACCEPT, record: ACCEPT, olderCopy: ACCEPT },
  settings: 'confirm the settings with `accept-settings --by NAME`',
  newerVersion: 'a newer version of the kiosk made this journal; install that version',
  otherMachine: CONTINUE,
  otherFolder: CONTINUE,
};

/** What is wrong with a damaged journal, and what staff can do. */
export function damageText({ kind, where }: Damage): string {
  return `the journal is damaged (${kind}: ${where}); ${WHAT_TO_DO[kind]}`;
}

const ARCHIVE_TEXTS: Readonly<Record<ArchiveProblem['kind'], string>> = {
  missing: 'is missing',
  unreadable: 'cannot be read',
  changed: 'was changed after it was written',
  foreign: 'does not fit the archives beside it',
};

/** What is wrong with an archive file, and what staff can do. */
export function archiveProblemText(journalFile: string, { name, kind }: ArchiveProblem): string {
  const file = basename(archivePath(journalFile, { name }));
  return `DAMAGED: the archive ${file} ${ARCHIVE_TEXTS[kind]}; put it back from a backup. Payments do not need it; see docs/journal.md, Archives`;
}

/** What an export lacks. */
export function gapsText(gaps: readonly Gap[] = []): string {
  const each = gaps.map(
    ({ name, firstSeq, lastSeq }) => `${name} (events ${firstSeq} to ${lastSeq})`,
  );
  return `everything was exported but what is only in the archives ${each.join(', ')}`;
}
