/**
 * Reads the next older rows of a history, with at most two requests. It runs only when the customer asks for it, and no
 * payment and no look-up waits for it.
 *
 * The list may change between two readings: rows arrive, and some appear late between older ones. So a page counts only
 * if it overlaps what was read before (`linkIndex`), and only if its rows are in the order that the list has shown.
 */
import type { HistoryItem } from '../../shared/contract.ts';
import type { ContactUuid } from '../../shared/ids.ts';
import {
  linkIndex,
  type OlderRead,
  type OlderRows,
  type PaymentHistory,
} from '../../shared/payment-history.ts';
import { LIST_LIMIT, type LeatRead } from '../leat/types.ts';
import {
  isDescending,
  newestFirst,
  Pages,
  type Page,
  type Place,
  type WindowReading,
} from '../sync/list-window.ts';
import { itemOf } from './history.ts';

export async function readOlder(
  read: LeatRead,
  contactUuid: ContactUuid,
  history: PaymentHistory,
): Promise<OlderRead> {
  const { rest } = history;
  if (rest.kind !== 'older') return { kind: 'read', history };
  const pages = new Pages(read, { contactUuid, shopUuid: null });
  const first = await readAt(pages, rest, placeOver(rest, rest.total, 0));
  if (first.kind !== 'part') return failed(first);
  const isFirstLinked = isLinked(history, rest, first);
  // Rows that have arrived may have moved the link to another page.
  const movedBy = first.total - rest.total;
  if (!isFirstLinked && movedBy <= 0) return { kind: 'failed', problem: 'busy' };
  const linked = isFirstLinked
    ? first
    : await readAt(pages, rest, placeOver(rest, first.total, movedBy));
  if (linked.kind !== 'part') return failed(linked);
  if (!isFirstLinked && !isLinked(history, rest, linked))
    return { kind: 'failed', problem: 'busy' };
  const behind =
    pages.count === 1 && moreIn(history, linked).length === 0 ? placeBehind(rest, linked) : null;
  if (behind === null) return { kind: 'read', history: added(history, rest, linked) };
  const next = await readAt(pages, rest, behind);
  if (next.kind !== 'part') return failed(next);
  return { kind: 'read', history: added(history, rest, joined(rest, linked, next)) };
}

/** A part of the list: one page, or two that follow each other. */
interface Part {
  kind: 'part';
  /** Newest first, if the list keeps its order. */
  items: readonly HistoryItem[];
  /** Where the first row of the part is in the list, counted from 0. */
  start: number;
  total: number;
  place: Place;
}

type Unread = Exclude<WindowReading, { kind: 'window' }>;

async function readAt(pages: Pages, { order }: OlderRows, place: Place): Promise<Part | Unread> {
  const page: Page | Unread = await pages.read(place);
  if (page.kind !== 'page') return page;
  const { total } = page;
  const items = newestFirst(order, page.rows).map(itemOf);
  return { kind: 'part', items, start: startOf(place), total, place };
}

function failed(unread: Unread): OlderRead {
  const isAnswered = unread.kind === 'inconsistent' || unread.failure.kind === 'refused';
  return { kind: 'failed', problem: isAnswered ? 'busy' : 'offline' };
}

function startOf({ page, limit }: Place): number {
  return (page - 1) * limit;
}

/** A few rows more than the link, in case that rows have arrived or appeared late. */
const MARGIN = 2;

/** The smallest limit that is tried. A smaller page would bring too few rows. */
const LIMIT_MIN = 15;

/**
 * The page that has the linking row and most of what is behind it. With `movedBy`, the link may be that many rows
 * further on.
 */
function placeOver({ order, linkAt }: OlderRows, total: number, movedBy: number): Place {
  const isDownwards = order === 'descending';
  const newerEdge = isDownwards
    ? Math.max(0, linkAt + movedBy - MARGIN)
    : Math.min(total - 1, linkAt + movedBy + MARGIN);
  const places = Array.from({ length: LIST_LIMIT - LIMIT_MIN + 1 }, (_, less): Place => {
    const limit = LIST_LIMIT - less;
    return { page: Math.floor(newerEdge / limit) + 1, limit };
  });
  const reach = (place: Place): number =>
    isDownwards ? startOf(place) + place.limit : -startOf(place);
  return places.reduce((best, place) => (reach(place) > reach(best) ? place : best));
}

/** True if the part proves that no row is missing between it and the rows that were read before. */
function isLinked({ items }: PaymentHistory, rest: OlderRows, part: Part): boolean {
  const link = items[linkIndex(items)];
  if (link === undefined) return isAtNewestEnd(rest, part);
  const newer = new Set(
    items.filter(({ createdAt }) => createdAt >= link.createdAt).map(({ uuid }) => uuid),
  );
  return part.items.some(({ uuid }) => newer.has(uuid));
}

function isAtNewestEnd({ order }: OlderRows, { start, items, total }: Part): boolean {
  return order === 'descending' ? start === 0 : start + items.length === total;
}

function isAtOldestEnd({ order }: OlderRows, { start, items, total }: Part): boolean {
  return order === 'descending' ? start + items.length >= total : start === 0;
}

/** A row that is newer than all of the history is left out: rows between them may be missing. */
function moreIn({ items }: PaymentHistory, part: Part): readonly HistoryItem[] {
  const known = new Set(items.map(({ uuid }) => uuid));
  const newestAt = items[0]?.createdAt ?? Infinity;
  return part.items.filter(({ uuid, createdAt }) => !known.has(uuid) && createdAt <= newestAt);
}

/** The next older page. Null at the end of the list. */
function placeBehind(rest: OlderRows, part: Part): Place | null {
  const { page, limit } = part.place;
  if (isAtOldestEnd(rest, part)) return null;
  return { page: page + (rest.order === 'descending' ? 1 : -1), limit };
}

function joined({ order }: OlderRows, newer: Part, older: Part): Part {
  const start = order === 'descending' ? newer.start : older.start;
  return { ...older, items: [...newer.items, ...older.items], start };
}

/** The history with the rows of the part. If the part breaks the order, the order proves nothing for the rest. */
function added(history: PaymentHistory, rest: OlderRows, part: Part): PaymentHistory {
  const unordered: PaymentHistory = { items: history.items, rest: { kind: 'unordered' } };
  const isOnce = new Set(part.items.map(({ uuid }) => uuid)).size === part.items.length;
  if (!isOnce || !isDescending(part.items)) return unordered;
  const more = moreIn(history, part);
  const items = [...history.items, ...more].toSorted((a, b) => b.createdAt - a.createdAt);
  const isWhole = items.length >= rest.firstTotal;
  if (isAtOldestEnd(rest, part))
    return isWhole ? { items, rest: { kind: 'none' } } : { ...unordered, items };
  if (more.length === 0) return unordered;
  return { items, rest: { ...rest, total: part.total, linkAt: linkIn(items, rest, part) } };
}

/** Where the linking row is in the list now. */
function linkIn(items: readonly HistoryItem[], { order, total }: OlderRows, part: Part): number {
  const link = items[linkIndex(items)];
  const index = part.items.findIndex(({ uuid }) => uuid === link?.uuid);
  // All rows have the same second, so the next page has to begin at the newest end.
  if (index === -1) return order === 'descending' ? 0 : total - 1;
  return order === 'descending' ? part.start + index : part.start + part.items.length - 1 - index;
}
