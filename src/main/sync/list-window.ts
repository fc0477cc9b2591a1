/**
 * Reads the newest rows of a list with a few requests, however long the list is.
 * The order of the list is not documented, so the list itself must show it: by the times on its first and last page.
 * Without such proof, or against it, no order is assumed.
 */
import type { ContactUuid, ShopUuid } from '../../shared/ids.ts';
import type { EpochMs } from '../../shared/time.ts';
import type { Failure } from '../leat/outcome.ts';
import {
  LIST_LIMIT,
  type LeatRead,
  type PrepaidTransaction,
  type TransactionPage,
} from '../leat/types.ts';
import { orderOf, type ListOrder } from './list-order.ts';

export interface ListWindow {
  /** Every row that was read, once each. */
  rows: readonly PrepaidTransaction[];
  /** How many rows the list has. */
  total: number;
  /** True if `rows` is the whole list. */
  isComplete: boolean;
  /** The unbroken end of the list with the newest rows. Empty if the order is unknown. All rows if complete. */
  newest: readonly PrepaidTransaction[];
  /**
   * Every row that is newer than this was read. Null if all rows were read, or if the order is unknown.
   */
  newestFrom: EpochMs | null;
  /** The order that the list has shown. Null if it is unknown, or if the list is so short that it does not matter. */
  order: ListOrder | null;
}

export type WindowReading =
  | { kind: 'window'; window: ListWindow }
  | { kind: 'failed'; failure: Failure }
  /** The pages contradict each other, or have rows of another contact or shop. */
  | { kind: 'inconsistent' };

export interface WindowQuery {
  contactUuid: ContactUuid;
  /** Null for all shops. */
  shopUuid: ShopUuid | null;
  pagesMax: number;
  /** Reads back to this time if `pagesMax` allows it. Null: the first and the last page are enough. */
  sinceMs: number | null;
  /** Called before each page after the second. If it returns false, the reading ends with what it has. */
  pause?: () => Promise<boolean>;
}

export async function readWindow(read: LeatRead, query: WindowQuery): Promise<WindowReading> {
  const pages = new Pages(read, query);
  const first = await pages.read({ page: 1, limit: LIST_LIMIT });
  if (first.kind !== 'page') return first;
  if (first.lastPage <= 1 || query.pagesMax === 1) return windowOf(first, first.rows);
  const isInTwo = first.total <= 2 * LIST_LIMIT;
  const limit = isInTwo ? LIST_LIMIT : limitFor(first.total);
  const end = { page: Math.ceil(first.total / limit), limit };
  const last = await pages.read(end);
  if (last.kind !== 'page') return last;
  const order = isInTwo ? null : orderOf(first.rows, last.rows);
  if (order === null) return windowOf(first, [...first.rows, ...last.rows]);
  return readOn(pages, { order, query, total: first.total, first, last, end });
}

interface Ends {
  order: ListOrder;
  query: WindowQuery;
  total: number;
  first: Page;
  last: Page;
  end: Place;
}

/** Adds pages to the newest end until it reaches back far enough. */
async function readOn(pages: Pages, ends: Ends): Promise<WindowReading> {
  const { order, query, total, first, last, end } = ends;
  const isAscending = order === 'ascending';
  let newest = newestFirst(order, isAscending ? last.rows : first.rows);
  let place: Place = isAscending ? end : { page: 1, limit: LIST_LIMIT };
  const from = (): EpochMs | null => newest.at(-1)?.createdAt ?? null;
  while (pages.count < query.pagesMax && !reachesBack(from(), query.sinceMs)) {
    place = { ...place, page: place.page + (isAscending ? -1 : 1) };
    if (place.page < 1 || place.page > Math.ceil(total / place.limit)) break;
    if ((await query.pause?.()) === false) break;
    const next = await pages.read(place);
    if (next.kind !== 'page') return next;
    const known = new Set(newest.map(({ uuid }) => uuid));
    const more = newestFirst(order, next.rows);
    // The order must hold here too. Otherwise it proves nothing.
    if (more.some((row) => known.has(row.uuid)) || !isDescending([...newest.slice(-1), ...more]))
      return windowOf(first, [...first.rows, ...last.rows, ...more]);
    newest = [...newest, ...more];
  }
  const rows = unique([...newest, ...first.rows, ...last.rows]);
  const isComplete = rows.length === total;
  return {
    kind: 'window',
    window: { rows, total, isComplete, newest, newestFrom: isComplete ? null : from(), order },
  };
}

function reachesBack(from: EpochMs | null, sinceMs: number | null): boolean {
  return sinceMs === null || from === null || from < sinceMs;
}

export function newestFirst(
  order: ListOrder,
  rows: readonly PrepaidTransaction[],
): readonly PrepaidTransaction[] {
  return order === 'ascending' ? rows.toReversed() : rows;
}

export function isDescending(rows: readonly Pick<PrepaidTransaction, 'createdAt'>[]): boolean {
  return rows.every((row, index) => row.createdAt <= (rows[index - 1] ?? row).createdAt);
}

/** A window of these pages, whose order is unknown or does not matter. */
function windowOf({ total, lastPage }: Page, read: readonly PrepaidTransaction[]): WindowReading {
  const rows = unique(read);
  const isComplete = rows.length === total;
  // A short list must show all its rows.
  if (!isComplete && (lastPage <= 1 || (read.length > LIST_LIMIT && total <= 2 * LIST_LIMIT)))
    return { kind: 'inconsistent' };
  const newest = isComplete ? rows.toSorted((a, b) => b.createdAt - a.createdAt) : [];
  return {
    kind: 'window',
    window: { rows, total, isComplete, newest, newestFrom: null, order: null },
  };
}

function unique(rows: readonly PrepaidTransaction[]): PrepaidTransaction[] {
  return [...new Map(rows.map((row) => [row.uuid, row])).values()];
}

/** The smallest limit that is tried for the last page. */
const LIMIT_MIN = 20;

/**
 * The limit with which the last page is fullest. With a limit of 30, the last page of 61 rows has one row; with 21 it
 * has 19.
 */
function limitFor(total: number): number {
  const onLastPage = (limit: number): number => ((total - 1) % limit) + 1;
  let best = LIST_LIMIT;
  for (let limit = LIST_LIMIT - 1; limit >= LIMIT_MIN; limit--) {
    if (onLastPage(limit) > onLastPage(best)) best = limit;
  }
  return best;
}

export interface Place {
  page: number;
  limit: number;
}

export interface Page {
  kind: 'page';
  rows: readonly PrepaidTransaction[];
  total: number;
  lastPage: number;
}

/** Reads pages of one list. Every page must fit the first one: the same total, and as many rows as it must have. */
export class Pages {
  readonly #read: LeatRead;
  readonly #query: Pick<WindowQuery, 'contactUuid' | 'shopUuid'>;
  #total: number | null;
  count = 0;

  constructor(
    read: LeatRead,
    query: Pick<WindowQuery, 'contactUuid' | 'shopUuid'>,
    total: number | null = null,
  ) {
    this.#read = read;
    this.#query = query;
    this.#total = total;
  }

  async read(place: Place): Promise<Page | Exclude<WindowReading, { kind: 'window' }>> {
    const { contactUuid, shopUuid } = this.#query;
    this.count += 1;
    const outcome = await this.#read.listTransactions({ contactUuid, shopUuid, ...place });
    if (outcome.kind !== 'ok') return { kind: 'failed', failure: outcome };
    const { transactions: rows, total, lastPage } = outcome.value;
    this.#total ??= total;
    const isFit = total === this.#total && fits(outcome.value, place);
    return isFit && rows.every((row) => this.#isOfQuery(row))
      ? { kind: 'page', rows, total, lastPage }
      : { kind: 'inconsistent' };
  }

  /** Checks that the server applied the filter. Otherwise we would take another customer's rows for ours. */
  #isOfQuery(row: PrepaidTransaction): boolean {
    const { contactUuid, shopUuid } = this.#query;
    return (
      (row.contactUuid ?? contactUuid) === contactUuid &&
      (shopUuid === null || (row.shopUuid ?? shopUuid) === shopUuid)
    );
  }
}

function fits({ transactions, total, lastPage }: TransactionPage, { page, limit }: Place): boolean {
  const rows = Math.min(limit, Math.max(0, total - (page - 1) * limit));
  return (
    Math.max(1, lastPage) === Math.max(1, Math.ceil(total / limit)) &&
    transactions.length === rows &&
    new Set(transactions.map(({ uuid }) => uuid)).size === rows
  );
}
