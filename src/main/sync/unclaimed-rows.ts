/**
 * Finds rows of the ledger that no operation has claimed although one of ours may have made them.
 * That happens when a commit came after the operation was proven to be absent, or when a request arrived twice. Pure.
 */
import type { Operation } from '../journal/operation.ts';
import type { PrepaidTransaction } from '../leat/types.ts';
import { isSinceFirstPost, type Evidence, type MatchContext } from './match.ts';

export interface UnclaimedRow {
  row: PrepaidTransaction;
  /** The operation that may have made it. */
  operation: Operation;
  /**
   * `claim`: the operation has no row yet, so this is its row. `double`: it already has one, so this is one too many.
   * `suspect`: the shop is shared, and the row may be another terminal's.
   */
  kind: 'claim' | 'double' | 'suspect';
}

/** A row that comes later than this after a POST is not attributed to it. */
const LATE_MS_MAX = 60 * 60_000;

export interface UnclaimedRowContext extends MatchContext {
  /** Every operation of this contact in this shop that may have reached the ledger. */
  sent: readonly Operation[];
  isReversed: MatchContext['isClaimed'];
}

/** At most one result for each row. A row that an open look-up may still claim is left to it. */
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

/** Every row of the shop is ours. If no operation lacks it, it is one too many. */
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
 * The row may be another terminal's. It is suspect only if the outcome of one of our POSTs was never seen.
 * If staff have decided about an operation, it is not held again.
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

function mayHaveMade(operation: Operation, row: PrepaidTransaction): boolean {
  return (
    operation.amountInCents === row.amountInCents &&
    operation.lastSentAtServer !== null &&
    operation.baseline?.uuids.includes(row.uuid) !== true &&
    isSinceFirstPost(operation, row) &&
    row.createdAt - operation.lastSentAtServer <= LATE_MS_MAX
  );
}

/** A refused POST makes a row only if the network delivers it twice. In a shared shop that cannot be proven. */
function isSuspicious({ sends }: Operation, { isOwnShop }: UnclaimedRowContext): boolean {
  return isOwnShop || sends > 0;
}

/** It was proven absent, refused or given up on. If its row turns up after all, it may claim it. */
function lacksRow(operation: Operation): boolean {
  const { ledger } = operation;
  if (ledger === 'absent' || ledger === 'refused') return true;
  return ledger === 'unknown' && !isBeingLookedUp(operation);
}

function isBeingLookedUp({ ledger, heldReason, isSettled }: Operation): boolean {
  return heldReason === null && !isSettled && (ledger === 'sent' || ledger === 'unknown');
}
