/**
 * Rows of the ledger that no operation has as its own although one of ours may have made them:
 * a commit that came after its absence was proven, or a request that arrived twice. Pure.
 */
import type { Operation } from '../journal/operation.ts';
import type { PrepaidTransaction } from '../leat/types.ts';
import { isSinceFirstPost, type Evidence, type MatchContext } from './match.ts';

export interface UnclaimedRow {
  row: PrepaidTransaction;
  /** The operation that it looks like. */
  operation: Operation;
  /**
   * `claim`: that operation lacks a row, so this is its own. `double`: it has one already, so this is one too many.
   * `suspect`: the shop is shared, and the row may be another terminal's.
   */
  kind: 'claim' | 'double' | 'suspect';
}

/** A row this long after a POST is not put down to it. */
const LATE_MS_MAX = 60 * 60_000;

export interface UnclaimedRowContext extends MatchContext {
  /** Every operation of this contact that may have reached the ledger. */
  sent: readonly Operation[];
  isReversed: MatchContext['isClaimed'];
}

/** At most one stray for each row; rows that an open look-up may still claim are left to it. */
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
    const stray = context.isOwnShop
      ? ownStray(row, lacking, alike)
      : sharedStray(row, lacking, alike);
    return stray === null ? [] : [stray];
  });
}

type Lacking = Operation | undefined;

/** Every row of the shop is ours: one that nobody lacks is one too many. */
function ownStray(
  row: PrepaidTransaction,
  lacking: Lacking,
  alike: readonly Operation[],
): UnclaimedRow | null {
  if (lacking !== undefined) return { row, operation: lacking, kind: 'claim' };
  const twin = alike.at(-1);
  return twin === undefined ? null : { row, operation: twin, kind: 'double' };
}

/**
 * Only a POST whose fate was never seen makes a row suspect: it may as well be another terminal's.
 * What staff have decided about is not held again.
 */
function sharedStray(
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

/** A refused POST makes a row only where the network brought it twice, which no shared shop can tell. */
function isSuspicious({ sends }: Operation, { isOwnShop }: UnclaimedRowContext): boolean {
  return isOwnShop || sends > 0;
}

/** Proven absent, refused, or given up on: a row that turns up after all is its own. */
function lacksRow(operation: Operation): boolean {
  const { ledger } = operation;
  if (ledger === 'absent' || ledger === 'refused') return true;
  return ledger === 'unknown' && !isBeingLookedUp(operation);
}

function isBeingLookedUp({ ledger, heldReason, isSettled }: Operation): boolean {
  return heldReason === null && !isSettled && (ledger === 'sent' || ledger === 'unknown');
}
