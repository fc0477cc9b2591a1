/**
 * Finds the row of the ledger that an operation made. Pure.
 * A row names the shop but not the terminal. So in a shop that other terminals use too, a likely row proves nothing.
 */
import type { Operation } from '../journal/operation.ts';
import type { TransactionUuid } from '../../shared/ids.ts';
import type { PrepaidTransaction } from '../leat/types.ts';
import type { Cents } from '../../shared/money.ts';

/** Everything that the ledger shows of a contact in a shop, at one time. */
export interface Evidence {
  /** Every row of the list, once each. */
  rows: readonly PrepaidTransaction[];
  /** Null if it was not asked for. */
  balanceInCents: Cents | null;
}

export interface MatchContext {
  /** Only this terminal makes rows in this shop. */
  isOwnShop: boolean;
  /** Another operation of this terminal made the row, or takes it back. So it is not this operation's row. */
  isClaimed: (uuid: TransactionUuid) => boolean;
}

export type Verdict =
  | { kind: 'present'; row: PrepaidTransaction }
  /** As of this look, the list and the balance show that nothing happened. */
  | { kind: 'absent' }
  /** The list and the balance do not agree. Look again. */
  | { kind: 'contradiction' }
  /** There is a row that may be ours, but nothing proves it. */
  | { kind: 'unprovable' };

/**
 * `created_at` is in whole seconds, and so is the `Date` header that tells us the server's time.
 * So a row that was made just after a POST can show a time that is this much earlier.
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
  return isUnchanged(operation, evidence, context) ? { kind: 'absent' } : { kind: 'contradiction' };
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

/** Without a baseline and without a time, an old row could be mistaken for this operation's row. */
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
  // The balance moved by exactly our amount, but the list does not show it. The list may lag behind.
  if (before !== null && now !== null && now - before === amountInCents) return false;
  if (isOwnShop) return true;
  return baseline.total === evidence.rows.length && before !== null && before === now;
}
