/**
 * Finds operations that claim a row which the list of their contact does not have, although it has another row that
 * they must have made. This happens if replies crossed on their way. Pure.
 */
import type { TransactionUuid } from '../../shared/ids.ts';
import type { Operation } from '../journal/operation.ts';
import type { PrepaidTransaction } from '../leat/types.ts';
import type { Evidence } from './match.ts';
import { mayHaveMade } from './unclaimed-rows.ts';

export interface WrongClaim {
  operation: Operation;
  /** The row that the operation made. */
  row: PrepaidTransaction;
}

export interface ClaimContext {
  /** Every operation of this contact in this shop that may have reached the ledger. */
  sent: readonly Operation[];
  /** The operation that claims this row. Null if none does. */
  holderOf: (uuid: TransactionUuid) => Operation | null;
  isReversed: (uuid: TransactionUuid) => boolean;
}

/** A held operation waits for staff, so its claim stays as it is. */
export function findWrongClaims(
  { rows }: Pick<Evidence, 'rows'>,
  context: ClaimContext,
): WrongClaim[] {
  const listed = new Set(rows.map(({ uuid }) => uuid));
  const taken = new Set<TransactionUuid>();
  return context.sent.flatMap((operation) => {
    const { uuid, heldReason } = operation;
    if (uuid === null || heldReason !== null || listed.has(uuid)) return [];
    // Without the time of its POST, too many rows fit the operation.
    if (operation.lastSentAtServer === null) return [];
    const row = rows.find(
      (one) => !taken.has(one.uuid) && mayHaveMade(operation, one) && isFree(one, context),
    );
    if (row === undefined) return [];
    taken.add(row.uuid);
    return [{ operation, row }];
  });
}

/** A row that another contact's operation claims is free too: the list shows that it is not that contact's row. */
function isFree(
  { uuid }: PrepaidTransaction,
  { sent, holderOf, isReversed }: ClaimContext,
): boolean {
  if (isReversed(uuid)) return false;
  const holder = holderOf(uuid);
  return (
    holder === null || (holder.heldReason === null && !sent.some(({ id }) => id === holder.id))
  );
}
