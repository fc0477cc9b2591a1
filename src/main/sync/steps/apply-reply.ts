/** Computes the change of the operation from the reply to a POST. Pure. */
import { assertNever } from '../../../shared/assert.ts';
import type { Operation, OperationChange } from '../../journal/operation.ts';
import type { Outcome, Refused } from '../../leat/outcome.ts';
import { epochMs, type EpochMs } from '../../../shared/time.ts';
import type { TransactionUuid } from '../../../shared/ids.ts';
import type { PrepaidTransaction } from '../../leat/types.ts';
import { hasPostOfUnknownTime, isBeforeBaseline, isSinceFirstPost } from '../row-age.ts';

export interface AppliedReply {
  event: string;
  change: LedgerChange;
}

type LedgerChange = OperationChange & { ledger: Exclude<Operation['ledger'], 'sent'> };

/**
 * Whether the list of the contact has the row of the reply. `unclear`: no list was read, or the row may be in
 * a part of it that was not read.
 */
export type Listed = 'notRead' | 'yes' | 'no' | 'unclear';

export interface ReplyContext {
  /** The operation as it was before this POST. */
  before: Operation;
  /** The operation as it is in the journal while the POST is running. */
  sent: Operation;
  canLookUp: boolean;
  listed: Listed;
  /** This POST was not sent before this time, by the ledger's clock as it is known now. Null if it is not known. */
  notBefore: EpochMs | null;
  isClaimed: (uuid: TransactionUuid) => boolean;
}

export function applyReply(
  outcome: Outcome<PrepaidTransaction>,
  context: ReplyContext,
): AppliedReply {
  switch (outcome.kind) {
    case 'ok':
      return applyRow(outcome.value, context);
    case 'notSent':
      return { event: 'notSent', change: neverLeft(context.before) };
    case 'refused':
      return applyRefusal(outcome, context);
    case 'unknown':
      return applyUnknown(context);
    default:
      return assertNever(outcome);
  }
}

function applyRow(row: PrepaidTransaction, context: ReplyContext): AppliedReply {
  // A reply that does not fit the question belongs to another request, so it proves nothing. The list must decide.
  if (!fitsRequest(row, context) || isDoubtful(row, context)) return applyUnknown(context);
  return {
    event: 'present',
    change: {
      ledger: 'present',
      uuid: row.uuid,
      balanceAfterInCents: isBalanceSure(context) ? row.balanceInCents : null,
      // With the time of another customer's row, a look-up would not recognise the right one.
      ...(context.listed === 'unclear' ? {} : timesOf(row, context)),
    },
  };
}

/** True if the list must have confirmed the reply, and did not. */
function isDoubtful(row: PrepaidTransaction, { sent, listed }: ReplyContext): boolean {
  return listed === 'no' || (listed === 'unclear' && !hasBalanceOf(sent, row));
}

/**
 * False if a customer will see the balance, and neither the balance before nor the list shows whose it is. Then the
 * balance is asked for.
 */
function isBalanceSure({ sent, listed }: ReplyContext): boolean {
  const isBeforeKnown = (sent.baseline?.balanceInCents ?? null) !== null;
  return sent.promise !== 'none' || listed === 'yes' || isBeforeKnown;
}

/**
 * The row shows the ledger's time at the POST, more exactly than the clock (in whole seconds, rounded down). The clock
 * is known better now, too: before the first reply with a row, the window of a POST is half an hour wide.
 */
function timesOf(
  { createdAt }: PrepaidTransaction,
  { before, sent: { firstSentAtServer, lastSentAtServer }, notBefore }: ReplyContext,
): Pick<OperationChange, 'firstSentAtServer' | 'lastSentAtServer'> {
  const latest = epochMs(createdAt + 1_000);
  const last = lastSentAtServer !== null && lastSentAtServer < latest ? lastSentAtServer : latest;
  // This row is not that of the first POST, which may have made a row too, although it was refused.
  if (hasPostOfUnknownTime(before)) return { firstSentAtServer, lastSentAtServer: last };
  const first = firstSentAtServer ?? earlier(createdAt, notBefore ?? createdAt);
  // A refused POST may have made a row too.
  const isOnlyPost = before.sends === 0 && before.firstSentAtServer === null;
  const isLater = isOnlyPost && notBefore !== null && notBefore > first;
  return {
    firstSentAtServer: isLater ? earlier(notBefore, createdAt) : first,
    lastSentAtServer: last,
  };
}

function earlier(a: EpochMs, b: EpochMs): EpochMs {
  return a < b ? a : b;
}

/**
 * True if the list must confirm the reply. The reply to a create does not name its contact, so its balance is what tells
 * two customers apart. The balance may differ for another reason, such as a payment at another terminal. If the time of
 * the POST is not known, it is taken from the row, so the list must have the row.
 */
export function needsList(outcome: Outcome<PrepaidTransaction>, context: ReplyContext): boolean {
  const { sent, canLookUp, listed } = context;
  if (outcome.kind !== 'ok' || !canLookUp || listed !== 'notRead') return false;
  const isCertain = sent.lastSentAtServer !== null && hasBalanceOf(sent, outcome.value);
  return fitsRequest(outcome.value, context) && !isCertain;
}

function hasBalanceOf({ baseline, method }: Operation, row: PrepaidTransaction): boolean {
  const before = baseline?.balanceInCents ?? null;
  return (
    before === null || method === 'reverse' || before + row.amountInCents === row.balanceInCents
  );
}

function fitsRequest(row: PrepaidTransaction, context: ReplyContext): boolean {
  return isNewRow(row, context) && hasFiguresOf(context.sent, row);
}

/** False if the row belongs to another operation, or is older than this POST. */
function isNewRow(
  row: PrepaidTransaction,
  { before, sent, notBefore, isClaimed }: ReplyContext,
): boolean {
  const isKnown = isBeforeBaseline(sent.baseline, row) || row.uuid === sent.reversesUuid;
  const since = hasPostOfUnknownTime(before) ? notBefore : sent.firstSentAtServer;
  return !isKnown && !isClaimed(row.uuid) && isSinceFirstPost({ firstSentAtServer: since }, row);
}

/**
 * For a reversal, the sign of the amount may differ: the documented example of the reply is a copy of the reply to a
 * create, so its sign proves nothing. Its size does (documented: Prepaid Transactions, Reverse).
 */
function hasFiguresOf(sent: Operation, row: PrepaidTransaction): boolean {
  const isAmount =
    row.amountInCents === sent.amountInCents ||
    (sent.method === 'reverse' && row.amountInCents + sent.amountInCents === 0);
  const isShop = sent.method === 'reverse' || (row.shopUuid ?? sent.shopUuid) === sent.shopUuid;
  const isContact = (row.contactUuid ?? sent.contactUuid) === sent.contactUuid;
  return isAmount && isShop && isContact;
}

function applyRefusal(refusal: Refused, context: ReplyContext): AppliedReply {
  switch (refusal.reason) {
    case 'rateLimited':
    case 'unauthorized':
    case 'forbidden':
    case 'accountInactive':
    case 'shopNotFound':
      // The operation itself is valid. It is sent as soon as the terminal may send again.
      return { event: 'turnedAway', change: afterRefusal(context) };
    case 'identifierNotFound':
    case 'identifierInactive':
    case 'identifierUnlinked':
      if (context.sent.method === 'reverse') {
        const change = { ...afterRefusal(context), method: 'create' } as const;
        return { event: 'methodChanged', change };
      }
      return refused(refusal, context);
    case 'contactNotFound':
    case 'invalidInput':
    case 'other':
      return refused(refusal, context);
    default:
      return assertNever(refusal.reason);
  }
}

function refused({ reason }: Refused, context: ReplyContext): AppliedReply {
  const change = { ...afterRefusal(context), ledger: 'refused', refusal: reason } as const;
  return { event: 'refused', change };
}

function applyUnknown({ canLookUp }: ReplyContext): AppliedReply {
  return canLookUp
    ? { event: 'unknown', change: { ledger: 'unknown' } }
    : { event: 'held', change: { ledger: 'unknown', heldReason: 'cannotLookUp' } };
}

/**
 * The reply shows that no row was made, so this POST does not count as a send. Its time stays in the journal, because
 * the network may deliver the request twice. If its time is not known, only the count shows that it left. An earlier
 * POST that was counted only for that, counts no more once a time shows that the operation left.
 */
function afterRefusal({ before, sent }: ReplyContext): LedgerChange {
  const lost = before.lastSentAtServer === null ? 0 : before.sends;
  const sends = sent.lastSentAtServer === null ? sent.sends : lost;
  return { ledger: 'absent', sends };
}

function neverLeft(before: Operation): LedgerChange {
  return {
    ledger: 'absent',
    sends: before.sends,
    firstSentAtServer: before.firstSentAtServer,
    lastSentAtServer: before.lastSentAtServer,
  };
}
