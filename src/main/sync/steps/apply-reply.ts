/** Computes the change of the operation from the reply to a POST. Pure. */
import { assertNever } from '../../../shared/assert.ts';
import type { Operation, OperationChange } from '../../journal/operation.ts';
import type { Outcome, Refused } from '../../leat/outcome.ts';
import type { TransactionUuid } from '../../../shared/ids.ts';
import type { PrepaidTransaction } from '../../leat/types.ts';

export interface AppliedReply {
  event: string;
  change: LedgerChange;
}

type LedgerChange = OperationChange & { ledger: Exclude<Operation['ledger'], 'sent'> };

export interface ReplyContext {
  /** The operation as it was before this POST. */
  before: Operation;
  /** The operation as it is in the journal while the POST is running. */
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
  const { sent } = context;
  // If the row belongs to another operation, or is older than this POST, the reply proves nothing. The list must
  // decide.
  const isOlder = sent.baseline?.uuids.includes(row.uuid) === true;
  if (isOlder || context.isClaimed(row.uuid) || row.uuid === sent.reversesUuid)
    return applyUnknown(context);
  if (!hasFiguresOf(sent, row)) {
    return { event: 'held', change: { ledger: 'unknown', heldReason: 'figuresDiffer' } };
  }
  return {
    event: 'present',
    change: { ledger: 'present', uuid: row.uuid, balanceAfterInCents: row.balanceInCents },
  };
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
  return isAmount && isShop && (row.contactUuid ?? sent.contactUuid) === sent.contactUuid;
}

function applyRefusal(refusal: Refused, { before, sent }: ReplyContext): AppliedReply {
  switch (refusal.reason) {
    case 'rateLimited':
    case 'unauthorized':
    case 'forbidden':
    case 'accountInactive':
    case 'shopNotFound':
      // The operation itself is valid. It is sent as soon as the terminal may send again.
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
  const change = { ...asBefore(before), ledger: 'refused', refusal: reason } as const;
  return { event: 'refused', change };
}

function applyUnknown({ canLookUp }: ReplyContext): AppliedReply {
  return canLookUp
    ? { event: 'unknown', change: { ledger: 'unknown' } }
    : { event: 'held', change: { ledger: 'unknown', heldReason: 'cannotLookUp' } };
}

/**
 * The reply shows that no row was made, so this POST does not count as a send. Its time stays in the journal, because
 * the network may deliver the request twice.
 */
function asBefore({ sends }: Operation): LedgerChange {
  return { ledger: 'absent', sends };
}

function neverLeft(before: Operation): LedgerChange {
  return {
    ...asBefore(before),
    firstSentAtServer: before.firstSentAtServer,
    lastSentAtServer: before.lastSentAtServer,
  };
}
