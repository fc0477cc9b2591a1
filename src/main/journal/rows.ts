/**
 * Converts rows of the operation table to operations and back. A row that does not parse counts as damage; no value is
 * guessed.
 */
import { isDeepStrictEqual } from 'node:util';
import * as v from 'valibot';
import { operationSchema, type Operation } from './operation.ts';

/** The column of each fact of an operation. Only the database uses `seq`. */
export const COLUMNS = {
  id: 'id',
  kind: 'kind',
  acceptedAs: 'accepted_as',
  identifierValue: 'identifier_value',
  shopUuid: 'shop_uuid',
  amountInCents: 'amount_in_cents',
  reversesUuid: 'reverses_uuid',
  reversesOperationId: 'reverses_operation_id',
  createdAt: 'created_at',
  contactUuid: 'contact_uuid',
  method: 'method',
  baseline: 'baseline',
  promise: 'promise',
  ledger: 'ledger',
  uuid: 'uuid',
  balanceAfterInCents: 'balance_after_in_cents',
  refusal: 'refusal',
  sends: 'sends',
  firstSentAtServer: 'first_sent_at_server',
  lastSentAtServer: 'last_sent_at_server',
  heldReason: 'held_reason',
  isSettled: 'is_settled',
  decision: 'decision',
  decidedBy: 'decided_by',
} as const satisfies Record<keyof Operation, string>;

export type Fact = keyof typeof COLUMNS;

/** The facts that differ. */
export function changedFacts(before: Operation, after: Operation): Fact[] {
  const facts = Object.keys(COLUMNS) as Fact[];
  return facts.filter((fact) => !isDeepStrictEqual(before[fact], after[fact]));
}

/** Named parameters (`@id` …) for a statement that sets all columns. */
export function toRow(operation: Operation): Record<string, string | number | null> {
  return {
    ...operation,
    baseline: operation.baseline === null ? null : JSON.stringify(operation.baseline),
    isSettled: operation.isSettled ? 1 : 0,
  };
}

/** Selects every fact under its own name. */
export const SELECT_FACTS = Object.entries(COLUMNS)
  .map(([fact, column]) => `${column} AS "${fact}"`)
  .join(', ');

const rowSchema = v.looseObject({
  baseline: v.nullable(v.string()),
  isSettled: v.picklist([0, 1]),
});

/** Throws if the row is not an operation. `openJournal` has checked every row. */
export function fromRow(row: unknown): Operation {
  const raw = v.parse(rowSchema, row);
  const baseline: unknown = raw.baseline === null ? null : JSON.parse(raw.baseline);
  return v.parse(operationSchema, { ...raw, baseline, isSettled: raw.isSettled === 1 });
}
