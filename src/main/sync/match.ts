/**
 * Finds the row of the ledger that an operation made. Pure.
 * A row contains the shop but not the terminal. So in a shop that other terminals use too, a matching row proves
 * nothing.
 */
import type { Operation } from '../journal/operation.ts';
import type { ContactUuid, TransactionUuid } from '../../shared/ids.ts';
import type { PrepaidTransaction } from '../leat/types.ts';
import type { Cents } from '../../shared/money.ts';
import type { ListWindow } from './list-window.ts';
import { newRows } from './new-rows.ts';
import { isBeforeBaseline, isSinceFirstPost, isWhole } from './row-age.ts';

/** Rows and the balance of a contact in a shop, as the ledger had them at one time. */
export interface Evidence extends ListWindow {
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

/**
 * `none`: no operation of another contact claims the row. `free`: one does, and its claim can be corrected now. `busy`:
 * one does, and its claim cannot be corrected yet.
 */
export type Misclaim = 'none' | 'free' | 'busy';

export interface LookContext extends MatchContext {
  /** A row in the list of a contact belongs to that contact, whatever operation claims it: replies can cross. */
  misclaimOf: (uuid: TransactionUuid, contactUuid: ContactUuid) => Misclaim;
}

export type Verdict =
  | { kind: 'present'; row: PrepaidTransaction }
  /** The list and the balance show that the operation had no effect so far. */
  | { kind: 'absent' }
  /** The list and the balance do not agree. Look again. */
  | { kind: 'contradiction' }
  /** The ledger has a row that may be ours, but nothing proves it. */
  | { kind: 'unprovable' };

export function matchUnknown(
  operation: Operation,
  evidence: Evidence,
  context: LookContext,
): Verdict {
  return context.isOwnShop
    ? matchInOwnShop(operation, evidence, context)
    : matchInSharedShop(operation, evidence, context);
}

function matchInOwnShop(operation: Operation, evidence: Evidence, context: LookContext): Verdict {
  const added = newRows(operation, evidence);
  if (added === null) return { kind: 'contradiction' };
  const fresh = added.rows.filter((one) => isFresh(operation, one, context));
  const row = fresh.find(({ amountInCents }) => amountInCents === operation.amountInCents);
  if (row !== undefined) return { kind: 'present', row };
  const misclaimed = added.rows.filter((one) => isMisclaimed(operation, one, context));
  if (misclaimed.length > 0) return matchMisclaimed(operation, misclaimed, context);
  // A new row with another amount may be ours too: the server may have booked another amount than we asked for.
  // Nor may only the clock keep a row of our amount from being ours.
  const isNoneOurs =
    fresh.length === 0 && !added.rows.some((one) => isFreeOfAmount(operation, one, context));
  return added.isAll && isNoneOurs && !isMovedByAmount(operation, evidence)
    ? { kind: 'absent' }
    : { kind: 'contradiction' };
}

function isFreeOfAmount(
  { amountInCents }: Operation,
  row: PrepaidTransaction,
  { isClaimed }: LookContext,
): boolean {
  return row.amountInCents === amountInCents && !isClaimed(row.uuid);
}

/** True if the row fits, but an operation of another contact claims it. */
function isMisclaimed(
  operation: Operation,
  row: PrepaidTransaction,
  { misclaimOf }: LookContext,
): boolean {
  return (
    row.amountInCents === operation.amountInCents &&
    isSinceFirstPost(operation, row) &&
    misclaimOf(row.uuid, operation.contactUuid) !== 'none'
  );
}

function matchMisclaimed(
  { contactUuid }: Operation,
  rows: readonly PrepaidTransaction[],
  { misclaimOf }: LookContext,
): Verdict {
  const row = rows.find(({ uuid }) => misclaimOf(uuid, contactUuid) === 'free');
  return row === undefined ? { kind: 'contradiction' } : { kind: 'present', row };
}

/** Other terminals make rows too, so a row proves nothing. Only a list and a balance without any change do. */
function matchInSharedShop(
  operation: Operation,
  evidence: Evidence,
  context: MatchContext,
): Verdict {
  const { baseline } = operation;
  const isUnchanged =
    baseline !== null &&
    baseline.total === evidence.total &&
    baseline.balanceInCents !== null &&
    baseline.balanceInCents === evidence.balanceInCents;
  // If the baseline is only a part of the list, this row may be older. If nothing was added, it is older.
  if (isUnchanged && !isWhole(baseline)) return { kind: 'absent' };
  const fresh = evidence.rows.filter(
    (row) => !isBeforeBaseline(baseline, row) && isFresh(operation, row, context),
  );
  if (
    isMeasurable(operation) &&
    fresh.some(({ amountInCents }) => amountInCents === operation.amountInCents)
  ) {
    return { kind: 'unprovable' };
  }
  return isUnchanged && fresh.length === 0 ? { kind: 'absent' } : { kind: 'contradiction' };
}

/** False if an old row could be mistaken for the row of this operation. */
function isMeasurable({ baseline, firstSentAtServer }: Operation): boolean {
  if (firstSentAtServer !== null) return true;
  return baseline !== null && (isWhole(baseline) || baseline.newestFrom !== undefined);
}

/** A row that no operation has claimed, and that is not older than the first POST. */
function isFresh(
  operation: Operation,
  row: PrepaidTransaction,
  { isClaimed }: MatchContext,
): boolean {
  return isSinceFirstPost(operation, row) && !isClaimed(row.uuid);
}

/** The balance changed by exactly our amount, but the list does not show the row. The list may lag behind. */
function isMovedByAmount(
  { baseline, amountInCents }: Operation,
  { balanceInCents: now }: Evidence,
): boolean {
  const before = baseline?.balanceInCents ?? null;
  return before !== null && now !== null && now - before === amountInCents;
}
