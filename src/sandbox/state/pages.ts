/**
 * Pages of the ledger in the order that the switches ask for; reads only.
 * Both ends of a long list cost the same: a page past the middle is read from the other end.
 */
import type { Db } from './database.ts';
import { TRANSACTION_QUERY, type TransactionRow } from './transaction-row.ts';

/** `salt`: rows in an order that looks random, the same for the same odd number. */
export type ListOrder = 'ascending' | 'descending' | { salt: number };

export interface ListQuery {
  contactId: number | null;
  shopId: number | null;
  /** Only what was recorded until then; null for all. */
  untilMs: number | null;
  order: ListOrder;
  /** From 1. */
  page: number;
  limit: number;
}

/** Gives one page, and how many rows there are in all pages. */
export function openPages(db: Db): (query: ListQuery) => { rows: TransactionRow[]; total: number } {
  const selectRows = statementCache((sql) => db.prepare<number[], TransactionRow>(sql));
  const selectTotal = statementCache((sql) => db.prepare<number[], { total: number }>(sql));
  return (query) => {
    const filter = filterOf(query);
    const total =
      (query.untilMs === null
        ? selectTotal(TALLY).get(query.contactId ?? 0, query.shopId ?? 0)
        : selectTotal(`SELECT count(*) AS total FROM transactions t ${filter.sql}`).get(
            ...filter.values,
          )
      )?.total ?? 0;
    const offset = (query.page - 1) * query.limit;
    const count = Math.min(query.limit, total - offset);
    if (count <= 0) return { rows: [], total };
    const read = (orderBy: string, ...numbers: number[]): TransactionRow[] =>
      selectRows(`${TRANSACTION_QUERY} ${filter.sql} ORDER BY ${orderBy} LIMIT ? OFFSET ?`).all(
        ...filter.values,
        ...numbers,
      );
    if (typeof query.order === 'object') {
      return {
        rows: read('(t.id * CAST(? AS INTEGER)) & 4294967295', query.order.salt, count, offset),
        total,
      };
    }
    const isNearStart = offset <= total / 2;
    const isUpwards = (query.order === 'ascending') === isNearStart;
    const skipped = isNearStart ? offset : total - offset - count;
    const rows = read(isUpwards ? 't.id' : 't.id DESC', count, skipped);
    return { rows: isNearStart ? rows : rows.reverse(), total };
  };
}

const TALLY = 'SELECT total FROM tallies WHERE contact_id = ? AND shop_id = ?';

function filterOf({ contactId, shopId, untilMs }: ListQuery): { sql: string; values: number[] } {
  const terms: [string, number | null][] = [
    ['t.contact_id = ?', contactId],
    ['t.shop_id = ?', shopId],
    ['t.recorded_at_ms <= ?', untilMs],
  ];
  const used = terms.flatMap(([sql, value]) => (value === null ? [] : [{ sql, value }]));
  return {
    sql: used.length === 0 ? '' : `WHERE ${used.map(({ sql }) => sql).join(' AND ')}`,
    values: used.map(({ value }) => value),
  };
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
