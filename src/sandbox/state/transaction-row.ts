/** One transaction for the routes and the tests, and the query that reads it. */

/** A transaction, with the present names of its shop, contact and card. */
export interface TransactionRow {
  id: number;
  uuid: string;
  amount_in_cents: number;
  /** The balance after this transaction. */
  balance_in_cents: number;
  created_at_ms: number;
  reverses_id: number | null;
  contact_id: number;
  contact_uuid: string;
  contact_email: string;
  contact_balance_in_cents: number;
  shop_id: number;
  shop_uuid: string;
  shop_reference: string | null;
  shop_name: string;
  identifier_id: number | null;
  identifier_name: string | null;
  identifier_value: string | null;
  identifier_active: 0 | 1 | null;
}

/** The query needs a `WHERE` on `t`. CROSS JOIN prevents SQLite from starting with the shops. */
export const TRANSACTION_QUERY = `
  SELECT t.id, t.uuid, t.amount_in_cents, t.balance_in_cents, t.created_at_ms, t.reverses_id,
    c.id AS contact_id, c.uuid AS contact_uuid, c.email AS contact_email,
    c.balance_in_cents AS contact_balance_in_cents,
    s.id AS shop_id, s.uuid AS shop_uuid, s.reference AS shop_reference, s.name AS shop_name,
    i.id AS identifier_id, i.name AS identifier_name, i.value AS identifier_value,
    i.active AS identifier_active
  FROM transactions t
  CROSS JOIN contacts c ON c.id = t.contact_id
  CROSS JOIN shops s ON s.id = t.shop_id
  LEFT JOIN identifiers i ON i.id = t.identifier_id`;
