/**
 * Reads the list of transactions once for two purposes: a contact's last transactions for the screen, and the baseline
 * of this shop.
 */
import type { HistoryItem } from '../../shared/contract.ts';
import type { ContactUuid, ShopUuid } from '../../shared/ids.ts';
import type { Cents } from '../../shared/money.ts';
import type { Baseline } from '../journal/operation.ts';
import type { LeatRead, PrepaidTransaction } from '../leat/types.ts';
import { readWindow } from '../sync/list-window.ts';

/** The screen shows at most this many transactions. */
const ITEMS_MAX = 20;

/** The first and the last page: the newest rows are at one of the two ends. */
const HISTORY_PAGES = 2;

export interface ReadHistory {
  /** Newest first. Null if a long list does not show which of its rows are the newest. */
  items: readonly HistoryItem[] | null;
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
  const { rows, newest, isComplete } = listed.window;
  return {
    items: newest.length === 0 && rows.length > 0 ? null : itemsOf(newest),
    rows: isComplete ? rows : null,
  };
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

function itemsOf(newest: readonly PrepaidTransaction[]): HistoryItem[] {
  return newest.slice(0, ITEMS_MAX).map(({ uuid, amountInCents, createdAt, shopName }) => ({
    uuid: uuid.slice(0, 200),
    amountInCents,
    createdAt,
    shopName: shopName?.slice(0, 200) ?? null,
  }));
}
