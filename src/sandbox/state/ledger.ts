/**
 * The ledger: every prepaid transaction and the balances. The only place that moves money.
 * Like the real API it has no idempotency: appending twice makes two transactions.
 */
import type { ContactRow, IdentifierRow } from './contacts.ts';
import type { Db } from './database.ts';
import { openPages, type ListQuery } from './pages.ts';
import type { ShopRow } from './shops.ts';
import { openTotals, type Totals } from './totals.ts';
import { TRANSACTION_QUERY, type TransactionRow } from './transaction-row.ts';

export interface NewTransaction {
  uuid: string;
  contact: Pick<ContactRow, 'id'>;
  shop: Pick<ShopRow, 'id'>;
  /** The card that was used. Null if there was none. */
  identifier: Pick<IdentifierRow, 'id'> | null;
  amountInCents: number;
  /** The time that the API shows, by the server's clock. */
  createdAtMs: number;
  /** The time from which lags are counted. */
  recordedAtMs: number;
  reversesId: number | null;
}

export interface Ledger {
  append: (transaction: NewTransaction) => TransactionRow;
  /** Appends many transactions of one contact at once. */
  appendAll: (transactions: readonly NewTransaction[]) => void;
  byUuid: (uuid: string) => TransactionRow | undefined;
  isReversed: (transactionId: number) => boolean;
  /** The balance of all transactions that were recorded until this time. */
  balanceUntil: (contactId: number, untilMs: number) => number;
  list: (query: ListQuery) => { rows: TransactionRow[]; total: number };
  /** All transactions of a contact, the oldest first. */
  ofContact: (contactId: number) => TransactionRow[];
  /** Call it after rows were removed. */
  forgetTotals: () => void;
}

export function openLedger(db: Db): Ledger {
  const byUuid = db.prepare<[string], TransactionRow>(`${TRANSACTION_QUERY} WHERE t.uuid = ?`);
  const ofContact = db.prepare<[number], TransactionRow>(
    `${TRANSACTION_QUERY} WHERE t.contact_id = ? ORDER BY t.id`,
  );
  const reversal = db.prepare<[number], { id: number }>(
    'SELECT id FROM transactions WHERE reverses_id = ? LIMIT 1',
  );
  const balanceUntil = db.prepare<[number, number], { balance_in_cents: number }>(
    `SELECT balance_in_cents FROM transactions
     WHERE contact_id = ? AND recorded_at_ms <= ? ORDER BY id DESC LIMIT 1`,
  );
  const totals = openTotals(db);
  return {
    ...appender(db, totals),
    byUuid: (uuid) => byUuid.get(uuid),
    isReversed: (transactionId) => reversal.get(transactionId) !== undefined,
    balanceUntil: (contactId, untilMs) =>
      balanceUntil.get(contactId, untilMs)?.balance_in_cents ?? 0,
    list: openPages(db, totals),
    ofContact: (contactId) => ofContact.all(contactId),
    forgetTotals: totals.forget,
  };
}

function appender(db: Db, totals: Totals): Pick<Ledger, 'append' | 'appendAll'> {
  const move = db.prepare<[number, number], { balance_in_cents: number }>(
    `UPDATE contacts SET balance_in_cents = balance_in_cents + ? WHERE id = ?
     RETURNING balance_in_cents`,
  );
  const insert = db.prepare(
    `INSERT INTO transactions (uuid, contact_id, shop_id, identifier_id, amount_in_cents,
       balance_in_cents, created_at_ms, recorded_at_ms, reverses_id)
     VALUES (:uuid, :contactId, :shopId, :identifierId, :amountInCents,
       :balanceInCents, :createdAtMs, :recordedAtMs, :reversesId)`,
  );
  const byId = db.prepare<[number | bigint], TransactionRow>(`${TRANSACTION_QUERY} WHERE t.id = ?`);
  const add = (transaction: NewTransaction): number | bigint => {
    const { uuid, contact, shop, identifier, ...figures } = transaction;
    const moved = move.get(figures.amountInCents, contact.id);
    const { lastInsertRowid } = insert.run({
      ...figures,
      uuid,
      contactId: contact.id,
      shopId: shop.id,
      identifierId: identifier?.id ?? null,
      balanceInCents: moved?.balance_in_cents,
    });
    totals.count(contact.id, shop.id);
    return lastInsertRowid;
  };
  return {
    append: db.transaction((transaction: NewTransaction): TransactionRow => {
      const row = byId.get(add(transaction));
      if (row === undefined) throw new Error('invariant broken: an appended transaction exists');
      return row;
    }),
    appendAll: db.transaction((transactions: readonly NewTransaction[]) => {
      for (const transaction of transactions) add(transaction);
    }),
  };
}
