/**
 * Finds rows of the ledger that no operation has claimed although one of our operations may have made them.
 * This happens if a commit came after the operation was proven absent, or if a request arrived twice. Pure.
 */
import type { Operation } from '../journal/operation.ts';
import type { PrepaidTransaction } from '../leat/types.ts';
import { isSinceFirstPost, type Evidence, type MatchContext } from './match.ts';

export interface UnclaimedRow {
  row: PrepaidTransaction;
  /** The operation that may have made the row. */
  operation: Operation;
  /**
   * `claim`: the operation has no row yet, so this row belongs to it. `double`: the operation already has a row, so
   * this row is a duplicate.
   * `suspect`: the shop is shared, and the row may belong to another terminal.
   */
  kind: 'claim' | 'double' | 'suspect';
}

/** A row that appears later than this after a POST is not attributed to the POST. */
const LATE_MS_MAX = 60 * 60_000;

export interface UnclaimedRowContext extends MatchContext {
  /** Every operation of this contact in this shop that may have reached the ledger. */
  sent: readonly Operation[];
  isReversed: MatchContext['isClaimed'];
}

/** Returns at most one result for each row. A row that a running look-up may still claim is skipped. */
export function findUnclaimedRows(
  evidence: Evidence,
  context: UnclaimedRowContext,
): UnclaimedRow[] {
  const taken = new Set<string>();
  return evidence.rows.flatMap((row) => {
    if (context.isClaimed(row.uuid) || context.isReversed(row.uuid)) return [];
    const alike = context.sent.filter(
      (operation) => mayHaveMade(operation, row) && isSuspicious(operation, context),
    );
    if (alike.some(isBeingLookedUp)) return [];
    const lacking = alike.find((operation) => lacksRow(operation) && !taken.has(operation.id));
    if (lacking !== undefined) taken.add(lacking.id);
    const found = context.isOwnShop
      ? inOwnShop(row, lacking, alike)
      : inSharedShop(row, lacking, alike);
    return found === null ? [] : [found];
  });
}

type Lacking = Operation | undefined;

/** In our own shop every row is ours. If no operation lacks this row, the row is a duplicate. */
function inOwnShop(
  row: PrepaidTransaction,
  lacking: Lacking,
  alike: readonly Operation[],
): UnclaimedRow | null {
  if (lacking !== undefined) return { row, operation: lacking, kind: 'claim' };
  const twin = alike.at(-1);
  return twin === undefined ? null : { row, operation: twin, kind: 'double' };
}

/**
 * In a shared shop the row may belong to another terminal. It is suspect only if the outcome of one of our POSTs is
 * unknown. If staff have decided about an operation, it is not held again.
 */
function inSharedShop(
  row: PrepaidTransaction,
  lacking: Lacking,
  alike: readonly Operation[],
): UnclaimedRow | null {
  const unseen = lacking ?? alike.find(({ sends }) => sends > 1);
  return unseen === undefined || unseen.heldReason !== null || unseen.decision !== null
    ? null
    : { row, operation: unseen, kind: 'suspect' };
}

/** True if the amount and the time of the row fit a POST of the operation. */
export function mayHaveMade(operation: Operation, row: PrepaidTransaction): boolean {
  return (
    operation.amountInCents === row.amountInCents &&
    operation.lastSentAtServer !== null &&
    operation.baseline?.uuids.includes(row.uuid) !== true &&
    isSinceFirstPost(operation, row) &&
    row.createdAt - operation.lastSentAtServer <= LATE_MS_MAX
  );
}

/**
 * In a shared shop, ignores an operation of which every POST was refused. It makes a row only if the network delivers a
 * POST twice, and that cannot be proven there.
 */
function isSuspicious({ sends }: Operation, { isOwnShop }: UnclaimedRowContext): boolean {
  return isOwnShop || sends > 0;
}

/**
 * True if the operation was proven absent, was refused or was given up. If its row appears after all, the operation can
 * claim it.
 */
function lacksRow(operation: Operation): boolean {
  const { ledger } = operation;
  if (ledger === 'absent' || ledger === 'refused') return true;
  return ledger === 'unknown' && !isBeingLookedUp(operation);
}

function isBeingLookedUp({ ledger, heldReason, isSettled }: Operation): boolean {
  return heldReason === null && !isSettled && (ledger === 'sent' || ledger === 'unknown');
}
