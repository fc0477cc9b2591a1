/**
 * The number of transactions of each contact in each shop. Kept in memory, so that a list does not have to count its
 * rows.
 */
import type { Db } from './database.ts';

export interface Totals {
  /** Null means all. */
  total: (contactId: number | null, shopId: number | null) => number;
  /** Call it after a transaction was appended. */
  count: (contactId: number, shopId: number) => void;
  /** Call it after rows were removed. The next call counts again. */
  forget: () => void;
}

export function openTotals(db: Db): Totals {
  const countAll = db.prepare<[], { contact_id: number; shop_id: number; total: number }>(
    'SELECT contact_id, shop_id, count(*) AS total FROM transactions GROUP BY contact_id, shop_id',
  );
  let totals: Map<string, number> | null = null;
  const add = (counted: Map<string, number>, key: string, total: number): void => {
    counted.set(key, (counted.get(key) ?? 0) + total);
  };
  const addAll = (
    counted: Map<string, number>,
    row: { contact_id: number; shop_id: number; total: number },
  ): void => {
    add(counted, keyOf(row.contact_id, row.shop_id), row.total);
    add(counted, keyOf(row.contact_id, null), row.total);
    add(counted, keyOf(null, row.shop_id), row.total);
    add(counted, keyOf(null, null), row.total);
  };
  const loaded = (): Map<string, number> => {
    const counted = new Map<string, number>();
    for (const row of countAll.all()) addAll(counted, row);
    return counted;
  };
  return {
    total: (contactId, shopId) => (totals ??= loaded()).get(keyOf(contactId, shopId)) ?? 0,
    count: (contactId, shopId) => {
      if (totals !== null) addAll(totals, { contact_id: contactId, shop_id: shopId, total: 1 });
    },
    forget: () => {
      totals = null;
    },
  };
}

function keyOf(contactId: number | null, shopId: number | null): string {
  return `${contactId ?? 'all'} ${shopId ?? 'all'}`;
}
