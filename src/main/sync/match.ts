/**
 * Which row of the ledger is an operation's own, from what the list shows. Pure.
 * A row carries nothing of ours but the shop, so in a shop that other terminals use too a likely row is no proof.
 */
import type { Operation } from '../journal/operation.ts';
import type { TransactionUuid } from '../../shared/ids.ts';
import type { PrepaidTransaction } from '../leat/types.ts';
import type { Cents } from '../../shared/money.ts';

/** Everything that the ledger shows of a contact in a shop at one time. */
export interface Evidence {
  /** Every row of the list, each once. */
  rows: readonly PrepaidTransaction[];
  /** Null where it was not asked for. */
  balanceInCents: Cents | null;
}

export interface MatchContext {
  /** Every row of this shop was made by this terminal. */
  isOwnShop: boolean;
  /** Rows that cannot be this operation's: another one of this terminal has them, or takes them back. */
  isClaimed: (uuid: TransactionUuid) => boolean;
}

export type Verdict =
  | { kind: 'present'; row: PrepaidTransaction }
  /** The list and the balance show that nothing happened, as of this look. */
  | { kind: 'absent' }
  /** The list and the balance do not agree: look again. */
  | { kind: 'contradiction' }
  /** A row that may be ours, and cannot be proven to be. */
  | { kind: 'unprovable' };

/**
 * `created_at` has whole seconds, and so has the `Date` header that the server's clock is learned from:
 * a row made just after a POST can bear a time this much before it.
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

/** Rows that nobody has claimed, that the baseline does not know, and that are not older than the first POST. */
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

/** With neither rows nor a time to measure by, an old row would pass for this operation's own. */
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
  // A balance that moved by just our amount while the list shows nothing: the list may lag behind.
  if (before !== null && now !== null && now - before === amountInCents) return false;
  if (isOwnShop) return true;
  return baseline.total === evidence.rows.length && before !== null && before === now;
}
