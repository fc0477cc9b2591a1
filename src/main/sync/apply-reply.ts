/** What the answer to a POST makes of an operation's facts. Pure. */
import { assertNever } from '../../shared/assert.ts';
import type { Operation, OperationChange } from '../journal/operation.ts';
import type { Outcome, Refused } from '../leat/outcome.ts';
import type { TransactionUuid } from '../../shared/ids.ts';
import type { PrepaidTransaction } from '../leat/types.ts';

export interface AppliedReply {
  event: string;
  change: OperationChange;
}

export interface ReplyContext {
  /** The operation as it was before this POST. */
  before: Operation;
  /** As it stands in the journal while the POST is under way. */
  sent: Operation;
  canLookUp: boolean;
  isClaimed: (uuid: TransactionUuid) => boolean;
}

export function applyReply(
  outcome: Outcome<PrepaidTransaction>,
  context: ReplyContext,
): AppliedReply {
  switch (outcome.kind) {
    case 'ok':
      return recordOfRow(outcome.value, context);
    case 'notSent':
      return { event: 'notSent', change: neverLeft(context.before) };
    case 'refused':
      return recordOfRefusal(outcome, context);
    case 'unknown':
      return recordOfSilence(context);
    default:
      return assertNever(outcome);
  }
}

function recordOfRow(row: PrepaidTransaction, context: ReplyContext): AppliedReply {
  const { sent } = context;
  // A uuid that is another's already, or that was there before, says nothing of this POST: the list will tell.
  const isOlder = sent.baseline?.uuids.includes(row.uuid) === true;
  if (isOlder || context.isClaimed(row.uuid) || row.uuid === sent.reversesUuid)
    return recordOfSilence(context);
  if (!hasFiguresOf(sent, row)) {
    return { event: 'held', change: { ledger: 'unknown', heldReason: 'figuresDiffer' } };
  }
  return {
    event: 'present',
    change: { ledger: 'present', uuid: row.uuid, balanceAfterInCents: row.balanceInCents },
  };
}

/**
 * The documented example of a reversal's reply is copied from a create, so its sign means nothing
 * (documented: Prepaid Transactions, Reverse); its size does.
 */
function hasFiguresOf(sent: Operation, row: PrepaidTransaction): boolean {
  const isAmount =
    row.amountInCents === sent.amountInCents ||
    (sent.method === 'reverse' && row.amountInCents + sent.amountInCents === 0);
  const isShop = sent.method === 'reverse' || (row.shopUuid ?? sent.shopUuid) === sent.shopUuid;
  return isAmount && isShop && (row.contactUuid ?? sent.contactUuid) === sent.contactUuid;
}

function recordOfRefusal(refusal: Refused, { before, sent }: ReplyContext): AppliedReply {
  switch (refusal.reason) {
    case 'rateLimited':
    case 'unauthorized':
    case 'forbidden':
    case 'accountInactive':
    case 'shopNotFound':
      // Nothing is wrong with the operation: it can go as soon as the terminal may send again.
      return { event: 'turnedAway', change: asBefore(before) };
    case 'identifierNotFound':
    case 'identifierInactive':
    case 'identifierUnlinked':
      if (sent.method === 'reverse') {
        return { event: 'methodChanged', change: { ...asBefore(before), method: 'create' } };
      }
      return refused(refusal, before);
    case 'contactNotFound':
    case 'invalidInput':
    case 'other':
      return refused(refusal, before);
    default:
      return assertNever(refusal.reason);
  }
}

function refused({ reason }: Refused, before: Operation): AppliedReply {
  const change: OperationChange = { ...asBefore(before), ledger: 'refused', refusal: reason };
  return { event: 'refused', change };
}

function recordOfSilence({ canLookUp }: ReplyContext): AppliedReply {
  return canLookUp
    ? { event: 'unknown', change: { ledger: 'unknown' } }
    : { event: 'held', change: { ledger: 'unknown', heldReason: 'cannotLookUp' } };
}

/** Its fate is known, so it counts as no send; that it left stays on record, as the network may bring it twice. */
function asBefore({ sends }: Operation): OperationChange {
  return { ledger: 'absent', sends };
}

function neverLeft(before: Operation): OperationChange {
  return {
    ...asBefore(before),
    firstSentAtServer: before.firstSentAtServer,
    lastSentAtServer: before.lastSentAtServer,
  };
}
