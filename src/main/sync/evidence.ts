/**
 * Reads what the ledger has of a contact in a shop: the newest rows, how many rows there are, and the balance.
 * Every reading costs a few requests at most, however long the list is. A whole list is read over many readings.
 */
import { assertNever } from '../../shared/assert.ts';
import type { Baseline, Operation } from '../journal/operation.ts';
import type { Failure } from '../leat/outcome.ts';
import type { ContactUuid, ShopUuid } from '../../shared/ids.ts';
import type { Cents } from '../../shared/money.ts';
import type { EpochMs } from '../../shared/time.ts';
import { LIST_LIMIT, type LeatRead, type PrepaidTransaction } from '../leat/types.ts';
import { Pages, readWindow, type ListWindow, type WindowReading } from './list-window.ts';
import type { Evidence } from './match.ts';
import { CLOCK_MARGIN_MS } from './row-age.ts';

export type Reading =
  | { kind: 'evidence'; evidence: Evidence }
  /** A part of the whole list was read. */
  | { kind: 'sweeping'; sweep: Sweep }
  | { kind: 'failed'; failure: Failure }
  /** The pages repeated or skipped rows, or had rows of another contact or shop. */
  | { kind: 'inconsistent' };

/** The whole list, as far as it was read. */
export interface Sweep {
  nextPage: number;
  /** Null before the first page. */
  total: number | null;
  rows: ReadonlyMap<string, PrepaidTransaction>;
}

export const NEW_SWEEP: Sweep = { nextPage: 1, total: null, rows: new Map() };

/** A longer list is never read as a whole: 100 pages of 30 rows. */
export const SWEPT_ROWS_MAX = 100 * LIST_LIMIT;

/** How much of the list a reading needs. */
export type Reach =
  /** For a new operation: a customer may be waiting, so two requests in all. */
  | { kind: 'baseline' }
  /** For a lost reply: back to this time, with at most four requests in all. */
  | { kind: 'lookUp'; sinceMs: number | null }
  /** The next pages of the whole list, with at most four requests in all. */
  | { kind: 'sweep'; sweep: Sweep };

/** A look-up must read every row that the operation may have made. */
export function reachOfLookUp({ baseline, firstSentAtServer }: Operation): Reach {
  const sinceMs =
    firstSentAtServer === null
      ? (baseline?.newestFrom ?? null)
      : firstSentAtServer - CLOCK_MARGIN_MS;
  return { kind: 'lookUp', sinceMs };
}

export interface LedgerQuery {
  contactUuid: ContactUuid;
  shopUuid: ShopUuid;
  /** True in a shared shop, where the balance is part of the proof. */
  wantsBalance: boolean;
  reach: Reach;
}

const REQUESTS_OF_BASELINE = 2;
const PAGES_OF_LOOK_UP = 3;

export async function readLedger(read: LeatRead, query: LedgerQuery): Promise<Reading> {
  const { reach, wantsBalance } = query;
  switch (reach.kind) {
    case 'baseline':
      return readWithBalance(read, query, {
        pagesMax: REQUESTS_OF_BASELINE - (wantsBalance ? 1 : 0),
        sinceMs: null,
      });
    case 'lookUp':
      return readWithBalance(read, query, { pagesMax: PAGES_OF_LOOK_UP, sinceMs: reach.sinceMs });
    case 'sweep':
      return sweepOn(read, query, reach.sweep);
    default:
      return assertNever(reach);
  }
}

async function readWithBalance(
  read: LeatRead,
  { contactUuid, shopUuid, wantsBalance }: LedgerQuery,
  bounds: { pagesMax: number; sinceMs: number | null },
): Promise<Reading> {
  const [listed, balance] = await Promise.all([
    readWindow(read, { contactUuid, shopUuid, ...bounds }),
    wantsBalance ? read.getBalance(contactUuid) : null,
  ]);
  return evidenceOf(listed, balance);
}

function evidenceOf(
  listed: WindowReading,
  balance: Awaited<ReturnType<LeatRead['getBalance']>> | null,
): Reading {
  const failedBalance = balance === null || balance.kind === 'ok' ? null : balance;
  // A refusal shows that the server answers, so it counts more than a reply that was lost.
  if (failedBalance?.kind === 'refused') return { kind: 'failed', failure: failedBalance };
  if (listed.kind !== 'window') return listed;
  if (failedBalance !== null) return { kind: 'failed', failure: failedBalance };
  const balanceInCents = balance?.kind === 'ok' ? balance.value : null;
  return { kind: 'evidence', evidence: { ...listed.window, balanceInCents } };
}

/** Reads the next pages of the whole list, and the balance with the last of them. */
async function sweepOn(read: LeatRead, query: LedgerQuery, sweep: Sweep): Promise<Reading> {
  const pages = new Pages(read, query, sweep.total);
  const rows = new Map(sweep.rows);
  for (let page = sweep.nextPage; ; page++) {
    if (pages.count === PAGES_OF_LOOK_UP) {
      return { kind: 'sweeping', sweep: { ...sweep, nextPage: page, rows } };
    }
    const next = await pages.read({ page, limit: LIST_LIMIT });
    if (next.kind !== 'page') return next;
    for (const row of next.rows) rows.set(row.uuid, row);
    sweep = { ...sweep, total: next.total };
    if (next.total > SWEPT_ROWS_MAX) return { kind: 'inconsistent' };
    if (page >= next.lastPage) {
      return sweptEvidence(read, query, { rows: [...rows.values()], total: next.total });
    }
  }
}

async function sweptEvidence(
  read: LeatRead,
  { contactUuid, wantsBalance }: LedgerQuery,
  swept: Swept,
): Promise<Reading> {
  // Rows that moved between two pages were read twice, or never.
  if (swept.rows.length !== swept.total) return { kind: 'inconsistent' };
  const newest = swept.rows.toSorted((a, b) => b.createdAt - a.createdAt);
  const window = { ...swept, isComplete: true, newest, newestFrom: null, order: null };
  const balance = wantsBalance ? await read.getBalance(contactUuid) : null;
  return evidenceOf({ kind: 'window', window }, balance);
}

type Swept = Pick<ListWindow, 'rows' | 'total'>;

export type RowsSince =
  | {
      kind: 'rows';
      rows: readonly PrepaidTransaction[];
      /** Every row that is newer than this was read. Null if all rows were read, or if the rows are only some. */
      newerThan: EpochMs | null;
      /** True if the list has too many rows of unknown order. Then any row may be missing. */
      isPartial: boolean;
    }
  | Exclude<WindowReading, { kind: 'window' }>;

export interface RowsSinceQuery extends Pick<LedgerQuery, 'contactUuid' | 'shopUuid'> {
  sinceMs: number;
  /** Waits before the next page, so that a long list does not crowd out a customer. False to end the reading. */
  pause: () => Promise<boolean>;
}

/**
 * Reads every row since a time. In a list of unknown order these can be anywhere, so it reads the whole list, unless
 * that is too long. Only for work in the background.
 */
export async function readRowsSince(read: LeatRead, query: RowsSinceQuery): Promise<RowsSince> {
  const listed = await readWindow(read, { ...query, pagesMax: SWEPT_ROWS_MAX / LIST_LIMIT });
  if (listed.kind !== 'window') return listed;
  const { rows, total, isComplete, newestFrom } = listed.window;
  if (isComplete) return { kind: 'rows', rows, newerThan: null, isPartial: false };
  if (newestFrom === null) {
    return total > SWEPT_ROWS_MAX
      ? { kind: 'rows', rows, newerThan: null, isPartial: true }
      : readAllRows(read, query);
  }
  return newestFrom < query.sinceMs
    ? { kind: 'rows', rows, newerThan: newestFrom, isPartial: false }
    : { kind: 'inconsistent' };
}

async function readAllRows(read: LeatRead, query: RowsSinceQuery): Promise<RowsSince> {
  let sweep = NEW_SWEEP;
  while (await query.pause()) {
    const reach: Reach = { kind: 'sweep', sweep };
    const reading = await readLedger(read, { ...query, wantsBalance: false, reach });
    switch (reading.kind) {
      case 'sweeping':
        sweep = reading.sweep;
        break;
      case 'evidence':
        return { kind: 'rows', rows: reading.evidence.rows, newerThan: null, isPartial: false };
      case 'failed':
      case 'inconsistent':
        return reading;
      default:
        return assertNever(reading);
    }
  }
  return { kind: 'inconsistent' };
}

function newestTimeOf(rows: ListWindow['rows']): EpochMs | null {
  return rows.reduce<EpochMs | null>(
    (newest, { createdAt }) => (newest === null || createdAt > newest ? createdAt : newest),
    null,
  );
}

/** A baseline has no more rows than this. Then it is read again instead of growing with each operation. */
export const BASELINE_ROWS_MAX = 90;

/** How many rows are kept of a long list that was read as a whole. */
const KEPT_ROWS = 60;

/** The baseline with which a later operation of this contact is compared. */
export function baselineOf(window: ListWindow, balanceInCents: Cents | null): Baseline {
  const { rows, total, newest } = window;
  const isTooLong = window.isComplete && rows.length > BASELINE_ROWS_MAX;
  const kept = isTooLong ? newest.slice(0, KEPT_ROWS) : newest;
  const newestFrom = isTooLong ? (kept.at(-1)?.createdAt ?? null) : window.newestFrom;
  if (newestFrom === null) {
    const whole = { balanceInCents, total, uuids: rows.map(({ uuid }) => uuid) };
    const newestSeen = window.isComplete ? null : newestTimeOf(rows);
    return newestSeen === null ? whole : { ...whole, newestSeen };
  }
  // Older rows need not be kept: their time shows that they are older.
  return { balanceInCents, total, uuids: kept.map(({ uuid }) => uuid), newestFrom };
}
