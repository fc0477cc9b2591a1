/**
 * Reads the list of transactions once for two purposes: a contact's last transactions for the screen, and the baseline
 * of this shop.
 */
import type { HistoryItem } from '../../shared/contract.ts';
import type { ContactUuid, ShopUuid } from '../../shared/ids.ts';
import type { Cents } from '../../shared/money.ts';
import type { Baseline } from '../journal/operation.ts';
import type { LeatRead, PrepaidTransaction } from '../leat/types.ts';

/** The screen shows at most this many transactions. */
const ITEMS_MAX = 20;

export interface ReadHistory {
  /** Newest first. */
  items: readonly HistoryItem[];
  /** The rows of all shops. Null if there are more pages than were read. */
  rows: readonly PrepaidTransaction[] | null;
}

/** Null if the list could not be read. Then the balance is shown without transactions. */
export async function readHistory(
  read: LeatRead,
  contactUuid: ContactUuid,
): Promise<ReadHistory | null> {
  if (!read.capabilities.canListTransactions) return null;
  const first = await read.listTransactions({ contactUuid, shopUuid: null, page: 1 });
  if (first.kind !== 'ok') return null;
  const { transactions, lastPage, total } = first.value;
  if (!isAllOf(contactUuid, transactions)) return null;
  if (lastPage <= 1) {
    return {
      items: itemsOf(transactions),
      rows: transactions.length === total ? transactions : null,
    };
  }
  // The order of the list is not documented, so the newest rows may be at either end.
  const last = await read.listTransactions({ contactUuid, shopUuid: null, page: lastPage });
  if (last.kind !== 'ok' || !isAllOf(contactUuid, last.value.transactions)) return null;
  return { items: itemsOf([...transactions, ...last.value.transactions]), rows: null };
}

/** Checks that the server applied the filter. Otherwise we would show another customer's purchases. */
function isAllOf(contactUuid: ContactUuid, rows: readonly PrepaidTransaction[]): boolean {
  return rows.every((row) => (row.contactUuid ?? contactUuid) === contactUuid);
}

/** The baseline of a spend of this contact in this shop. Null if not every row was read. */
export function baselineFrom(
  { rows }: ReadHistory,
  balanceInCents: Cents,
  shopUuid: ShopUuid,
): Baseline | null {
  if (rows === null) return null;
  const ours = rows.filter((row) => row.shopUuid === shopUuid);
  return { balanceInCents, total: ours.length, uuids: ours.map(({ uuid }) => uuid) };
}

function itemsOf(rows: readonly PrepaidTransaction[]): HistoryItem[] {
  const unique = new Map(rows.map((row) => [row.uuid, row]));
  return [...unique.values()]
    .sort((a, b) => b.createdAt - a.createdAt)
    .slice(0, ITEMS_MAX)
    .map(({ uuid, amountInCents, createdAt, shopName }) => ({
      uuid: uuid.slice(0, 200),
      amountInCents,
      createdAt,
      shopName: shopName?.slice(0, 200) ?? null,
    }));
}
