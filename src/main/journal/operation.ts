/** An operation: one intended movement of money, what was promised, and what the ledger has. Data only. */
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

/** What the ledger showed of the contact just before an operation was sent. */
const baselineSchema = v.strictObject({
  /** Null if it was not asked for. In the terminal's own shop, the rows are proof enough. */
  balanceInCents: v.nullable(centsSchema),
  /** How many rows the contact has in this shop. Null if this flavour of the API has no list. */
  total: v.nullable(v.number()),
  /** The rows that were seen. There can be more. */
  uuids: v.array(transactionUuidSchema),
});
export type Baseline = v.InferOutput<typeof baselineSchema>;

/** Why an operation waits for staff: something could not be proven. */
export const HELD_REASONS = [
  /** No reply came, and this flavour of the API has no list to look it up in. */
  'cannotLookUp',
  /** There is a row that may be ours, in a shop that other terminals use too. */
  'sharedShop',
  /** The look-ups kept contradicting each other or the baseline. */
  'inconclusive',
  /** The ledger has the transaction, but with another amount, shop or contact. */
  'figuresDiffer',
  /** The customer was told 'paid', but the ledger refuses it. */
  'refusedAfterPaid',
  /** The ledger refuses the reversal. */
  'reversalRefused',
  /** There is another row that this operation may have made too, in a shop that other terminals use. */
  'possibleDouble',
] as const;
export type HeldReason = (typeof HELD_REASONS)[number];

/** What staff can decide about a held operation. */
export const DECISIONS = [
  /** It made this row of the ledger. */
  'inLedger',
  /** The ledger does not have it. If 'paid' was promised, it is sent again. */
  'notInLedger',
  /** Whatever the ledger has is accepted, and nothing more is done. */
  'writtenOff',
] as const;
export type Decision = (typeof DECISIONS)[number];

/**
 * The first group of facts never changes; the second does.
 * `promise`: what the customer was told. After a restart, `none` becomes `notPaid`.
 * `ledger`: `absent` was never sent or is proven absent; `sent` has a POST running; `unknown` has lost its reply;
 * `present` has a row, and its uuid; `refused` was refused by the API.
 */
export const operationSchema = v.strictObject({
  id: operationIdSchema,
  kind: v.picklist(['spend', 'topUp', 'reversal']),
  /** `live`: the customer waits for the outcome. `queued`: it was promised before it was sent. */
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
  /** How it is sent. If the card of a reversal was deactivated, it is sent as a create of the opposite amount. */
  method: v.picklist(['create', 'reverse']),
  baseline: v.nullable(baselineSchema),
  promise: v.picklist(['none', 'paid', 'notPaid']),
  ledger: v.picklist(['absent', 'sent', 'unknown', 'present', 'refused']),
  uuid: v.nullable(transactionUuidSchema),
  balanceAfterInCents: v.nullable(centsSchema),
  refusal: v.nullable(v.string()),
  /** How often a POST may have left. Refused POSTs do not count. */
  sends: v.number(),
  /** The earliest time that the server's clock can have shown at the first POST. */
  firstSentAtServer: v.nullable(epochMsSchema),
  /** The latest time that it can have shown at the last POST. */
  lastSentAtServer: v.nullable(epochMsSchema),
  heldReason: v.nullable(v.picklist(HELD_REASONS)),
  isSettled: v.boolean(),
  /** Null if staff decided nothing. The first version did not write these two. */
  decision: v.optional(v.nullable(v.picklist(DECISIONS)), null),
  decidedBy: v.optional(v.nullable(v.string()), null),
});
export type Operation = v.InferOutput<typeof operationSchema>;

/** The facts that may change. Each change is an event in the chain. */
export type OperationChange = Partial<
  Pick<
    Operation,
    | 'contactUuid'
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

/** True if the ledger equals the promise, so that nothing is left to do. A reversal is settled on its own. */
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
 * The baseline of the old contact does not fit the new one. And a refusal because the old contact
 * was gone does not count for the new one, so a promised operation is sent again.
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
