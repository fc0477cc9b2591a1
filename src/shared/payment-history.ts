/** The transactions that were read of a contact's list, and what is known about the rest of the list. Pure data. */
import type { HistoryItem } from './contract.ts';

export interface PaymentHistory {
  /** The newest transactions, newest first and without a gap. */
  readonly items: readonly HistoryItem[];
  readonly rest: RestOfHistory;
}

export type RestOfHistory =
  /** `items` is the whole list. */
  | { readonly kind: 'none' }
  /** Nothing tells which rows come next. */
  | { readonly kind: 'unordered' }
  | OlderRows;

/** The list goes on behind `items`, in an order that it has shown. */
export interface OlderRows {
  readonly kind: 'older';
  readonly order: 'ascending' | 'descending';
  /** How many rows the list had when it was read last. */
  readonly total: number;
  /** How many rows the list had when it was read first. At its end, `items` has at least as many. */
  readonly firstTotal: number;
  /** Where in the list the linking row was, counted from 0: see `linkIndex`. */
  readonly linkAt: number;
}

/** Why no older rows came. `offline`: there was no answer. `busy`: the answer was of no use now. */
export type OlderProblem = 'offline' | 'busy';

export type OlderRead =
  { kind: 'read'; history: PaymentHistory } | { kind: 'failed'; problem: OlderProblem };

/**
 * The index of the row that links `items` with the rows behind them: the oldest row that is newer than the last one. A
 * page that has this row, or a newer one, has every row of the last second too, even if the list swaps rows of the same
 * second. -1 if all rows have the same second.
 */
export function linkIndex(items: readonly HistoryItem[]): number {
  const last = items.at(-1);
  return last === undefined ? -1 : items.findLastIndex((item) => item.createdAt > last.createdAt);
}

/**
 * A fresh reading of the newest rows, with the older rows that were read before. The older rows are left out if
 * nothing links them with the fresh ones.
 */
export function joinHistories(
  fresh: PaymentHistory,
  before: PaymentHistory | null,
): PaymentHistory {
  const last = fresh.items.at(-1);
  if (before === null || last === undefined || fresh.rest.kind !== 'older') return fresh;
  const isFresh = new Set(fresh.items.map(({ uuid }) => uuid));
  const isLinked = before.items.some(
    ({ uuid, createdAt }) => isFresh.has(uuid) && createdAt > last.createdAt,
  );
  const older = before.items.filter(
    ({ uuid, createdAt }) => !isFresh.has(uuid) && createdAt <= last.createdAt,
  );
  return isLinked && older.length > 0
    ? { items: [...fresh.items, ...older], rest: before.rest }
    : fresh;
}
