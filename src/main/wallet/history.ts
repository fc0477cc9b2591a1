/**
 * Reads the list of transactions once for two purposes: a contact's last transactions for the screen, and the baseline
 * of this shop. `older-history.ts` reads on.
 */
import type { HistoryItem } from '../../shared/contract.ts';
import type { ContactUuid, ShopUuid } from '../../shared/ids.ts';
import type { Cents } from '../../shared/money.ts';
import { linkIndex, type PaymentHistory } from '../../shared/payment-history.ts';
import type { Baseline } from '../journal/operation.ts';
import type { LeatRead, PrepaidTransaction } from '../leat/types.ts';
import { readWindow, type ListWindow } from '../sync/list-window.ts';

/** The first and the last page: the newest rows are at one of the two ends. */
const HISTORY_PAGES = 2;

export interface ReadHistory {
  shown: PaymentHistory;
  /** The rows of all shops. Null if there are more than were read. */
  rows: readonly PrepaidTransaction[] | null;
}

/** Null if the list could not be read. Then the balance is shown without transactions. */
export async function readHistory(
  read: LeatRead,
  contactUuid: ContactUuid,
): Promise<ReadHistory | null> {
  if (!read.capabilities.canListTransactions) return null;
  const listed = await readWindow(read, {
    contactUuid,
    shopUuid: null,
    pagesMax: HISTORY_PAGES,
    sinceMs: null,
  });
  if (listed.kind !== 'window') return null;
  const { rows, isComplete } = listed.window;
  return { shown: historyOf(listed.window), rows: isComplete ? rows : null };
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

/** In a long list of unknown order, nothing tells which rows are the newest, so no row is shown. */
function historyOf({ newest, isComplete, order, total }: ListWindow): PaymentHistory {
  const items = newest.map(itemOf);
  if (isComplete) return { items, rest: { kind: 'none' } };
  if (order === null || newest.length === 0) return { items: [], rest: { kind: 'unordered' } };
  const fromNewest = Math.max(0, linkIndex(items));
  const linkAt = order === 'descending' ? fromNewest : total - 1 - fromNewest;
  return { items, rest: { kind: 'older', order, total, firstTotal: total, linkAt } };
}

export function itemOf({
  uuid,
  amountInCents,
  createdAt,
  shopName,
}: PrepaidTransaction): HistoryItem {
  return {
    uuid: uuid.slice(0, 200),
    amountInCents,
    createdAt,
    shopName: shopName?.slice(0, 200) ?? null,
  };
}
