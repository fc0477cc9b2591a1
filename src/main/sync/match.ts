/**
 * Finds the row of the ledger that an operation made. Pure.
 * A row contains the shop but not the terminal. So in a shop that other terminals use too, a matching row proves
 * nothing.
 */
import type { Operation } from '../journal/operation.ts';
import type { TransactionUuid } from '../../shared/ids.ts';
import type { PrepaidTransaction } from '../leat/types.ts';
import type { Cents } from '../../shared/money.ts';

/** All rows and the balance of a contact in a shop, as the ledger had them at one time. */
export interface Evidence {
  /** Every row of the list, once each. */
  rows: readonly PrepaidTransaction[];
  /** Null if the balance was not read. */
  balanceInCents: Cents | null;
}

export interface MatchContext {
  /** True if only this terminal makes rows in this shop. */
  isOwnShop: boolean;
  /**
   * True if another operation of this terminal made the row or takes it back. So it is not the row of this operation.
   */
  isClaimed: (uuid: TransactionUuid) => boolean;
}

export type Verdict =
  | { kind: 'present'; row: PrepaidTransaction }
  /** The list and the balance show that the operation had no effect so far. */
  | { kind: 'absent' }
  /** The list and the balance do not agree. Look again. */
  | { kind: 'contradiction' }
  /** The ledger has a row that may be ours, but nothing proves it. */
  | { kind: 'unprovable' };

/**
 * `created_at` is in whole seconds, and so is the `Date` header from which we know the server's time. So a row that was
 * made just after a POST can have a time that is this much before the POST.
 */
export const CLOCK_MARGIN_MS = 2_500;

export function matchUnknown(
  operation: Operation,
  evidence: Evidence,
  context: MatchContext,
): Verdict {
  const fresh = freshRows(operation, evidence, context);
  const [row] = fresh.filter(({ amountInCents }) => amountInCents === operation.amountInCents);
  if (row !== undefined && isMeasurable(operation))
    return context.isOwnShop ? { kind: 'present', row } : { kind: 'unprovable' };
  // A new row with another amount may be ours too: the server may have booked another amount than we asked for.
  return fresh.length === 0 && isUnchanged(operation, evidence, context)
    ? { kind: 'absent' }
    : { kind: 'contradiction' };
}

/** Rows that no operation has claimed, that are not in the baseline, and that are not older than the first POST. */
function freshRows(
  operation: Operation,
  { rows }: Evidence,
  { isClaimed }: MatchContext,
): PrepaidTransaction[] {
  const known = new Set(operation.baseline?.uuids);
  return rows.filter(
    (row) => !known.has(row.uuid) && !isClaimed(row.uuid) && isSinceFirstPost(operation, row),
  );
}

export function isSinceFirstPost(operation: Operation, row: PrepaidTransaction): boolean {
  const { firstSentAtServer } = operation;
  return firstSentAtServer === null || row.createdAt >= firstSentAtServer - CLOCK_MARGIN_MS;
}

/**
 * False if there is neither a baseline nor a time of the first POST: then an old row could be mistaken for the row of
 * this operation.
 */
function isMeasurable({ baseline, firstSentAtServer }: Operation): boolean {
  return baseline !== null || firstSentAtServer !== null;
}

function isUnchanged(
  { baseline, amountInCents }: Operation,
  evidence: Evidence,
  { isOwnShop }: MatchContext,
): boolean {
  if (baseline === null) return false;
  const before = baseline.balanceInCents;
  const now = evidence.balanceInCents;
  // The balance changed by exactly our amount, but the list does not show the row. The list may lag behind.
  if (before !== null && now !== null && now - before === amountInCents) return false;
  if (isOwnShop) return true;
  return baseline.total === evidence.rows.length && before !== null && before === now;
}
