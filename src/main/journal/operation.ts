/** An operation: one intended money movement, with what was promised and what the ledger has. Data only. */
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

/** What the ledger said about the contact just before an operation was sent. */
const baselineSchema = v.strictObject({
  /** Null where it was not asked for: in a shop of this terminal's own the rows are proof enough. */
  balanceInCents: v.nullable(centsSchema),
  /** Rows of this contact in this shop; null where the flavour of the API has no list. */
  total: v.nullable(v.number()),
  /** The rows that were seen; not always all of them. */
  uuids: v.array(transactionUuidSchema),
});
export type Baseline = v.InferOutput<typeof baselineSchema>;

/** What cannot be proven, and so waits for staff. */
export const HELD_REASONS = [
  /** No reply came, and this flavour of the API has no list to look it up in. */
  'cannotLookUp',
  /** A row that may be ours, in a shop that other terminals use too. */
  'sharedShop',
  /** Look-ups kept contradicting themselves or the baseline. */
  'inconclusive',
  /** The ledger has the transaction with other figures than were asked for. */
  'figuresDiffer',
  /** The customer was told 'paid', and the ledger refuses it. */
  'refusedAfterPaid',
  /** The ledger refuses to take the transaction back. */
  'reversalRefused',
  /** A row that may be a late twin of this one, in a shop that other terminals use too. */
  'possibleDouble',
] as const;
export type HeldReason = (typeof HELD_REASONS)[number];

/** What staff can say of an operation that is held. */
export const DECISIONS = [
  /** It is this row of the ledger. */
  'inLedger',
  /** It is not there; where 'paid' was promised it is sent again. */
  'notInLedger',
  /** Whatever the ledger has is accepted, and nothing is done about it. */
  'writtenOff',
] as const;
export type Decision = (typeof DECISIONS)[number];

/**
 * The facts of an operation that change; the first ones never do.
 * `promise`: what the customer was told. `none` counts as `notPaid` after a restart: who was told nothing was not charged.
 * `ledger`: `absent` is known not to be there (never sent, or proven); `sent` has a POST under way;
 * `unknown` has lost its reply; `present` has its uuid; `refused` was turned down.
 */
export const operationSchema = v.strictObject({
  id: operationIdSchema,
  kind: v.picklist(['spend', 'topUp', 'reversal']),
  /** `live`: somebody waits for the outcome. `queued`: it was promised before it was sent. */
  acceptedAs: v.picklist(['live', 'queued']),
  identifierValue: v.nullable(identifierValueSchema),
  shopUuid: shopUuidSchema,
  /** Negative takes from the balance, positive adds to it. */
  amountInCents: centsSchema,
  /** The ledger row that a reversal takes back. */
  reversesUuid: v.nullable(transactionUuidSchema),
  /** The operation whose row that is; null for a row that no operation claims. */
  reversesOperationId: v.nullable(operationIdSchema),
  createdAt: epochMsSchema,

  contactUuid: contactUuidSchema,
  /** How it is sent: a reversal whose card was deactivated is sent as the opposite create. */
  method: v.picklist(['create', 'reverse']),
  baseline: v.nullable(baselineSchema),
  promise: v.picklist(['none', 'paid', 'notPaid']),
  ledger: v.picklist(['absent', 'sent', 'unknown', 'present', 'refused']),
  uuid: v.nullable(transactionUuidSchema),
  balanceAfterInCents: v.nullable(centsSchema),
  refusal: v.nullable(v.string()),
  /** How often a POST may have left, those not counted that were refused. */
  sends: v.number(),
  /** The earliest that the server's clock can have shown at the first POST. */
  firstSentAtServer: v.nullable(epochMsSchema),
  /** The latest that it can have shown at the last POST. */
  lastSentAtServer: v.nullable(epochMsSchema),
  heldReason: v.nullable(v.picklist(HELD_REASONS)),
  isSettled: v.boolean(),
  /** Null where staff had nothing to decide; what the first version wrote has neither. */
  decision: v.optional(v.nullable(v.picklist(DECISIONS)), null),
  decidedBy: v.optional(v.nullable(v.string()), null),
});
export type Operation = v.InferOutput<typeof operationSchema>;

/** The facts that may change, each change an event in the chain. */
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

/** Whether the ledger equals the promise, so that nothing is left to do (a reversal does its own part). */
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
 * What was seen of the old contact is no baseline for the new one. A refusal because the old one
 * was gone is no refusal by the new one, so what is promised is sent again.
 */
export function changeOfMove(operation: Operation, contactUuid: ContactUuid): OperationChange {
  if (operation.isSettled || operation.heldReason !== null) return { contactUuid };
  const isToBeSentAgain = operation.ledger === 'refused' && operation.promise === 'paid';
  return { contactUuid, baseline: null, ...(isToBeSentAgain ? { ledger: 'absent' } : {}) };
}

/** The mark of an operation that a customer can read out to staff. */
export function referenceOf(operationId: OperationId): string {
  return operationId.replaceAll('-', '').slice(-6).toUpperCase();
}
