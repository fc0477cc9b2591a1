/**
 * Pages of the ledger, in the order that the behaviour demands. Only reads.
 * A page past the middle of a long list is read from the other end, so both ends cost the same.
 */
import type { Db } from './database.ts';
import type { Totals } from './totals.ts';
import { TRANSACTION_QUERY, type TransactionRow } from './transaction-row.ts';

/** `salt`: an odd number. The same number gives the same order, which looks random. */
export type ListOrder = 'ascending' | 'descending' | 'uuid' | { salt: number };

export interface ListQuery {
  contactId: number | null;
  shopId: number | null;
  /** Transactions that were recorded after this time are missing: all of them, or every second one. */
  late: { untilMs: number; which: 'all' | 'some' } | null;
  /** The total counts transactions that were recorded until this time. Null means those that the list has. */
  countedUntilMs: number | null;
  order: ListOrder;
  /** From 1. */
  page: number;
  limit: number;
}

interface Bindings {
  contact: number | null;
  shop: number | null;
  until: number | null;
  countedUntil: number | null;
  salt: number;
  limit: number;
  offset: number;
}

/** Returns one page, and the number of rows on all pages. */
export function openPages(
  db: Db,
  totals: Totals,
): (query: ListQuery) => { rows: TransactionRow[]; total: number } {
  const selectRows = statementCache((sql) => db.prepare<[Bindings], TransactionRow>(sql));
  const selectTotal = statementCache((sql) => db.prepare<[Bindings], { total: number }>(sql));
  return (query) => {
    const { contactId: contact, shopId: shop, late, countedUntilMs, page, limit, order } = query;
    const filter = filterOf(query, lateTerm(late));
    const salt = typeof order === 'object' ? order.salt : 0;
    const until = late?.untilMs ?? null;
    const offset = (page - 1) * limit;
    const bindings = { contact, shop, until, countedUntil: countedUntilMs, salt, limit, offset };
    const countRows = (where: string): number =>
      selectTotal(`SELECT count(*) AS total FROM transactions t ${where}`).get(bindings)?.total ??
      0;
    const listed = late === null ? totals.total(contact, shop) : countRows(filter);
    const total =
      countedUntilMs === null
        ? listed
        : countRows(filterOf(query, 't.recorded_at_ms <= :countedUntil'));
    const count = Math.min(limit, listed - offset);
    if (count <= 0) return { rows: [], total };
    // The page is chosen before the joins, so that a skipped row costs only one step in the index.
    const read = (orderBy: string, skipped: number): TransactionRow[] =>
      selectRows(
        `${TRANSACTION_QUERY} WHERE t.id IN (
           SELECT t.id FROM transactions t ${filter} ORDER BY ${orderBy} LIMIT :limit OFFSET :offset
         ) ORDER BY ${orderBy}`,
      ).all({ ...bindings, limit: count, offset: skipped });
    if (typeof order === 'object') return { rows: read(BY_SALT, offset), total };
    if (order === 'uuid') return { rows: read('t.uuid', offset), total };
    const isNearStart = offset <= listed / 2;
    const isUpwards = (order === 'ascending') === isNearStart;
    const rows = read(
      isUpwards ? 't.id' : 't.id DESC',
      isNearStart ? offset : listed - offset - count,
    );
    return { rows: isNearStart ? rows : rows.reverse(), total };
  };
}

const BY_SALT = '(t.id * CAST(:salt AS INTEGER)) & 4294967295';

function lateTerm(late: ListQuery['late']): string {
  if (late === null) return '';
  const isInTime = 't.recorded_at_ms <= :until';
  return late.which === 'all' ? isInTime : `(${isInTime} OR t.id % 2 = 0)`;
}

function filterOf({ contactId, shopId }: ListQuery, condition: string): string {
  const terms = [
    contactId === null ? '' : 't.contact_id = :contact',
    shopId === null ? '' : 't.shop_id = :shop',
    condition,
  ].filter((term) => term !== '');
  return terms.length === 0 ? '' : `WHERE ${terms.join(' AND ')}`;
}

function statementCache<S>(prepare: (sql: string) => S): (sql: string) => S {
  const statements = new Map<string, S>();
  return (sql) => {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    const prepared = prepare(sql);
    statements.set(sql, prepared);
    return prepared;
  };
}
