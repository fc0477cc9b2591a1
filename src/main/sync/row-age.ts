/** Whether a row of the ledger is older than an operation's baseline or first POST. Pure. */
import type { Baseline, Operation } from '../journal/operation.ts';
import type { PrepaidTransaction } from '../leat/types.ts';

/**
 * `created_at` is in whole seconds, and so is the `Date` header from which we know the server's time. So a row that was
 * made just after a POST can have a time that is this much before the POST.
 */
export const CLOCK_MARGIN_MS = 2_500;

/** False if the row is older than the first POST of the operation, by the ledger's time. */
export function isSinceFirstPost(
  { firstSentAtServer }: Pick<Operation, 'firstSentAtServer'>,
  row: PrepaidTransaction,
): boolean {
  return firstSentAtServer === null || row.createdAt >= firstSentAtServer - CLOCK_MARGIN_MS;
}

/**
 * True if a POST left, and the time of the first one is not known. A later POST must not take its place as the first:
 * a row that the earlier one made would look too old to be ours.
 */
export function hasPostOfUnknownTime({
  sends,
  firstSentAtServer,
  lastSentAtServer,
}: Pick<Operation, 'sends' | 'firstSentAtServer' | 'lastSentAtServer'>): boolean {
  return firstSentAtServer === null && (sends > 0 || lastSentAtServer !== null);
}

/** True if the row was in the ledger before the baseline was read, as far as the baseline shows. */
export function isBeforeBaseline(baseline: Baseline | null, row: PrepaidTransaction): boolean {
  if (baseline === null) return false;
  const { uuids, newestFrom } = baseline;
  return uuids.includes(row.uuid) || (newestFrom !== undefined && row.createdAt < newestFrom);
}

/** True if the row probably came into the ledger after the baseline was read: it is newer than what was read. */
export function isAfterBaseline(baseline: Baseline | null, row: PrepaidTransaction): boolean {
  if (baseline === null || isBeforeBaseline(baseline, row)) return false;
  return row.createdAt > baselineMs(baseline);
}

/** Rows that are newer than this may be newer than the baseline. Infinity if nothing is known about their times. */
export function baselineMs(baseline: Baseline): number {
  if (isWhole(baseline)) return -Infinity;
  return baseline.newestFrom ?? baseline.newestSeen ?? Infinity;
}

/** True if the baseline has every row that the contact had in this shop. */
export function isWhole({ total, uuids }: Baseline): boolean {
  return total === uuids.length;
}
