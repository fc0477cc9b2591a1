/**
 * An operation: one intended movement of money, the promise to the customer, and its state in the ledger. Data only.
 */
import * as v from 'valibot';
import {
  contactUuidSchema,
  identifierValueSchema,
  operationIdSchema,
  shopUuidSchema,
  transactionUuidSchema,
  type ContactUuid,
  type OperationId,
} from '../../shared/ids.ts';
import { centsSchema } from '../../shared/money.ts';
import { epochMsSchema } from '../../shared/time.ts';

/** The contact's balance and rows in the ledger just before an operation was sent. */
const baselineSchema = v.strictObject({
  /** Null if the balance was not read. In the terminal's own shop the rows alone are proof enough. */
  balanceInCents: v.nullable(centsSchema),
  /** How many rows the contact has in this shop. Null if this flavour of the API has no list of transactions. */
  total: v.nullable(v.number()),
  /** The rows that were read. The contact may have more. */
  uuids: v.array(transactionUuidSchema),
  /**
   * Every row that was newer than this was read. Missing if all rows were read, or if the order of the list was
   * unknown.
   */
  newestFrom: v.optional(epochMsSchema),
  /** The time of the newest row that was read, if others of an unknown order were not read. A hint, not a proof. */
  newestSeen: v.optional(epochMsSchema),
});
export type Baseline = v.InferOutput<typeof baselineSchema>;

/** Why an operation is held for staff: something could not be proven. */
export const HELD_REASONS = [
  /** No reply came, and this flavour of the API has no list in which to look the operation up. */
  'cannotLookUp',
  /** The ledger has a row that may be ours, but other terminals use this shop too. */
  'sharedShop',
  /** The look-ups kept contradicting each other or the baseline. */
  'inconclusive',
  /**
   * The list does not have the operation, but the ledger's time was not known when it was sent. So a row that comes
   * late could not be recognised as its own.
   */
  'noClock',
  /** The ledger has the transaction, but with another amount, shop or contact. */
  'figuresDiffer',
  /** 'Paid' was promised to the customer, but the ledger refuses the operation. */
  'refusedAfterPaid',
  /** The ledger refuses the reversal. */
  'reversalRefused',
  /** The ledger has a second row that this operation may have made, but other terminals use this shop too. */
  'possibleDouble',
  /** The server refused the payment, and its contact no longer exists. So no list can show whether that was true. */
  'contactGone',
  /** The journal was copied to another machine. The first machine may have sent the operation meanwhile. */
  'copiedJournal',
] as const;
export type HeldReason = (typeof HELD_REASONS)[number];

/** What staff can decide about a held operation. */
export const DECISIONS = [
  /** The operation made this row of the ledger. */
  'inLedger',
  /** The ledger has no row of this operation. If 'paid' was promised, the operation is sent again. */
  'notInLedger',
  /** The ledger is accepted as it is, and nothing more is done. */
  'writtenOff',
] as const;
export type Decision = (typeof DECISIONS)[number];

/**
 * The first group of facts never changes; the second does.
 * `promise`: what the customer saw. After a restart, `none` becomes `notPaid`.
 * `ledger`: `absent`: never sent, or proven absent. `sent`: a POST is running. `unknown`: the reply was lost.
 * `present`: the ledger has the row; its uuid is known. `refused`: the API refused it.
 */
export const operationSchema = v.strictObject({
  id: operationIdSchema,
  kind: v.picklist(['spend', 'topUp', 'reversal']),
  /** `live`: the customer waits for the outcome. `queued`: the payment was promised before it was sent. */
  acceptedAs: v.picklist(['live', 'queued']),
  identifierValue: v.nullable(identifierValueSchema),
  shopUuid: shopUuidSchema,
  /** Negative takes from the balance, positive adds to it. */
  amountInCents: centsSchema,
  /** The ledger row that a reversal takes back. */
  reversesUuid: v.nullable(transactionUuidSchema),
  /** The operation that made that row. Null if no operation claims it. */
  reversesOperationId: v.nullable(operationIdSchema),
  createdAt: epochMsSchema,

  contactUuid: contactUuidSchema,
  /**
   * How the operation is sent. If the card of a reversal was deactivated, the reversal is sent as a create of the
   * opposite amount.
   */
  method: v.picklist(['create', 'reverse']),
  baseline: v.nullable(baselineSchema),
  promise: v.picklist(['none', 'paid', 'notPaid']),
  ledger: v.picklist(['absent', 'sent', 'unknown', 'present', 'refused']),
  uuid: v.nullable(transactionUuidSchema),
  balanceAfterInCents: v.nullable(centsSchema),
  refusal: v.nullable(v.string()),
  /** How many POSTs may have reached the API. Refused POSTs do not count. */
  sends: v.number(),
  /** The earliest possible time of the first POST, by the server's clock. */
  firstSentAtServer: v.nullable(epochMsSchema),
  /** The latest possible time of the last POST, by the server's clock. */
  lastSentAtServer: v.nullable(epochMsSchema),
  heldReason: v.nullable(v.picklist(HELD_REASONS)),
  isSettled: v.boolean(),
  /** Null if staff have not decided. These two are optional because the first version did not write them. */
  decision: v.optional(v.nullable(v.picklist(DECISIONS)), null),
  decidedBy: v.optional(v.nullable(v.string()), null),
});
export type Operation = v.InferOutput<typeof operationSchema>;

/** The facts that may change. Each change is an event in the chain. */
export type OperationChange = Partial<
  Pick<
    Operation,
    | 'contactUuid'
    | 'reversesUuid'
    | 'method'
    | 'baseline'
    | 'promise'
    | 'ledger'
    | 'uuid'
    | 'balanceAfterInCents'
    | 'refusal'
    | 'sends'
    | 'firstSentAtServer'
    | 'lastSentAtServer'
    | 'heldReason'
    | 'decision'
    | 'decidedBy'
  >
>;

/**
 * True if the ledger equals the promise, so nothing is left to do. The reversal of an operation is settled separately.
 */
export function isSettled(operation: Omit<Operation, 'isSettled'>, hasReversal: boolean): boolean {
  if (operation.heldReason !== null) return false;
  if (operation.decision === 'writtenOff' && operation.ledger !== 'present') return true;
  switch (operation.promise) {
    case 'none':
      return false;
    case 'paid':
      return operation.ledger === 'present';
    case 'notPaid':
      return (
        operation.ledger === 'absent' ||
        operation.ledger === 'refused' ||
        (operation.ledger === 'present' && hasReversal)
      );
  }
}

/**
 * The changes to an operation that moves to another contact. The baseline of the old contact is not valid for the new
 * one. A refusal because the old contact did not exist is not valid either, so a promised operation is sent again.
 */
export function changeOfMove(operation: Operation, contactUuid: ContactUuid): OperationChange {
  if (operation.isSettled || operation.heldReason !== null) return { contactUuid };
  const isToBeSentAgain = operation.ledger === 'refused' && operation.promise === 'paid';
  return { contactUuid, baseline: null, ...(isToBeSentAgain ? { ledger: 'absent' } : {}) };
}

/** A short reference that a customer can read out to staff. */
export function referenceOf(operationId: OperationId): string {
  return operationId.replaceAll('-', '').slice(-6).toUpperCase();
}
