/**
 * Finds rows of the ledger that no operation has claimed although one of our operations may have made them.
 * This happens if a commit came after the operation was proven absent, or if a request arrived twice. Pure.
 */
import type { OperationId } from '../../shared/ids.ts';
import type { EpochMs } from '../../shared/time.ts';
import type { Operation } from '../journal/operation.ts';
import type { PrepaidTransaction } from '../leat/types.ts';
import { type Evidence, type MatchContext } from './match.ts';
import { isAfterBaseline, isBeforeBaseline, isSinceFirstPost } from './row-age.ts';

export interface UnclaimedRow {
  row: PrepaidTransaction;
  /** The operation that may have made the row. */
  operation: Operation;
  /**
   * `claim`: the operation has no row yet, so this row belongs to it. `double`: the operation was sent more often than
   * it has rows, so this row is a duplicate of it. `suspect`: nothing proves whose row it is, and the customer may have
   * lost money, so the operation is held. `alike`: it is only reported. It came so late that it probably is another
   * terminal's, or staff have decided about the operation.
   */
  kind: 'claim' | 'double' | 'suspect' | 'alike';
}

/** A row that appears later than this after a POST is not attributed to the POST. */
const LATE_MS_MAX = 60 * 60_000;

/**
 * A network that delivers a request twice does it soon. In a shop that is meant to be shared, a row that is alike but
 * comes later is only reported: a customer may pay the same amount at several terminals, but not within seconds.
 */
export const DOUBLE_MS_MAX = 6_000;

export interface UnclaimedRowContext extends MatchContext {
  /** Every operation of this contact in this shop that may have reached the ledger. */
  sent: readonly Operation[];
  isReversed: MatchContext['isClaimed'];
  /** True if only this terminal should make rows in this shop, also after a row showed that another one does. */
  isMeantAsOwn: boolean;
}

/** Returns at most one result for each row. A row that a running look-up may still claim is skipped. */
export function findUnclaimedRows(
  evidence: Pick<Evidence, 'rows'>,
  context: UnclaimedRowContext,
): UnclaimedRow[] {
  const explained = new Map<OperationId, number>();
  const suspected = new Set<OperationId>();
  return evidence.rows.flatMap((row): UnclaimedRow[] => {
    if (context.isClaimed(row.uuid) || context.isReversed(row.uuid)) return [];
    const alike = context.sent.filter((operation) => mayHaveMade(operation, row));
    if (alike.some(isBeingLookedUp)) return [];
    const unaccounted = alike.filter((one) => postsLeft(one, explained) > 0);
    const cause = unaccounted.find(hasUnknownEffect) ?? unaccounted[0];
    if (cause === undefined || !hasUnknownEffect(cause) || !context.isOwnShop) {
      // Two rows too many may be a double of two operations, so each of them is held.
      const twin = alike.findLast(({ id }) => !suspected.has(id)) ?? alike.at(-1);
      const operation = cause ?? twin;
      if (operation === undefined) return [];
      suspected.add(operation.id);
      explained.set(operation.id, (explained.get(operation.id) ?? 0) + 1);
      const isSoon = isSoonAfter(postedMs(operation, evidence), row);
      return [suspectOf(row, { operation, isUnaccounted: cause !== undefined, isSoon }, context)];
    }
    const used = explained.get(cause.id) ?? 0;
    explained.set(cause.id, used + 1);
    return [{ row, operation: cause, kind: lacksRow(cause) && used === 0 ? 'claim' : 'double' }];
  });
}

/**
 * Only a POST with an unknown effect proves that a row is ours. The customer of a refused payment may have paid the same
 * amount at another terminal that is set to this shop by mistake. And without the time of a POST, too many rows fit it.
 */
function hasUnknownEffect({ sends, lastSentAtServer }: Operation): boolean {
  return sends > 0 && lastSentAtServer !== null;
}

/**
 * How many POSTs of the operation have an unknown effect, so that each of them explains one row. A POST that was refused
 * explains a row only if the operation has none: then the refusal was not true.
 */
function postsLeft(operation: Operation, explained: ReadonlyMap<OperationId, number>): number {
  const used = explained.get(operation.id) ?? 0;
  return lacksRow(operation) ? Math.max(operation.sends, 1) - used : operation.sends - 1 - used;
}

/** The ledger's time of the last POST, or else of the row that it made. Null if nothing shows it. */
function postedMs(
  { lastSentAtServer, uuid }: Operation,
  { rows }: Pick<Evidence, 'rows'>,
): EpochMs | null {
  return lastSentAtServer ?? rows.find((row) => row.uuid === uuid)?.createdAt ?? null;
}

/** Without a time, nothing shows that the row came late. */
function isSoonAfter(posted: EpochMs | null, { createdAt }: PrepaidTransaction): boolean {
  return posted === null || createdAt - posted <= DOUBLE_MS_MAX;
}

interface Suspicion {
  operation: Operation;
  /** The operation was sent more often than it has rows. */
  isUnaccounted: boolean;
  /** The row came so soon after the POST that a network may have delivered the request twice. */
  isSoon: boolean;
}

/**
 * More rows than POSTs: the network has delivered a request twice, or somebody else pays here. Nothing can tell the two
 * apart (docs/decisions/013-only-what-is-ours.md).
 */
function suspectOf(
  row: PrepaidTransaction,
  { operation, isUnaccounted, isSoon }: Suspicion,
  { isMeantAsOwn }: UnclaimedRowContext,
): UnclaimedRow {
  const mayHaveLost = isUnaccounted || isMeantAsOwn || isSoon;
  const isOpen = operation.heldReason === null && operation.decision === null;
  return { row, operation, kind: mayHaveLost && isOpen ? 'suspect' : 'alike' };
}

/** True if the amount and the time of the row fit a POST of the operation. */
export function mayHaveMade(operation: Operation, row: PrepaidTransaction): boolean {
  const { amountInCents, baseline, firstSentAtServer, lastSentAtServer } = operation;
  if (amountInCents !== row.amountInCents || isBeforeBaseline(baseline, row)) return false;
  // Without the time of the first POST, only the baseline shows that a row is not older.
  if (firstSentAtServer === null && !isAfterBaseline(baseline, row)) return false;
  if (lastSentAtServer === null) return isAfterBaseline(baseline, row);
  return isSinceFirstPost(operation, row) && row.createdAt - lastSentAtServer <= LATE_MS_MAX;
}

/**
 * Rows in a shop of our own that none of our POSTs can have made, whatever their amount. Rows from before our first POST
 * prove nothing: the shop may be older than this terminal.
 */
export function findForeignRows(
  { rows }: Pick<Evidence, 'rows'>,
  { sent, isClaimed, isReversed }: UnclaimedRowContext,
): PrepaidTransaction[] {
  const [first] = sent;
  const sinceMs = first?.firstSentAtServer ?? null;
  if (first === undefined || sinceMs === null || sent.some(isBeingLookedUp)) return [];
  return rows.filter(
    (row) =>
      isSinceFirstPost(first, row) &&
      !isBeforeBaseline(first.baseline, row) &&
      !isClaimed(row.uuid) &&
      !isReversed(row.uuid) &&
      !sent.some((operation) => mayHaveMade(operation, row)),
  );
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
