/**
 * Finds the rows that the ledger got since the baseline of an operation was read. Pure.
 * Neither a baseline nor a reading needs to show the whole list. The totals prove that no new row is missing: the list
 * must have grown by exactly the rows that are new. Anything else proves nothing.
 */
import type { Baseline, Operation } from '../journal/operation.ts';
import type { PrepaidTransaction } from '../leat/types.ts';
import type { EpochMs } from '../../shared/time.ts';
import type { ListWindow } from './list-window.ts';
import { isBeforeBaseline, isSinceFirstPost, isWhole } from './row-age.ts';

type Rows = readonly PrepaidTransaction[];

export interface NewRows {
  rows: Rows;
  /** True if no other row is new. Otherwise the rows prove no absence. */
  isAll: boolean;
}

/** Null if the reading does not prove which rows are new. */
export function newRows(operation: Operation, window: ListWindow): NewRows | null {
  const { baseline, firstSentAtServer } = operation;
  if (baseline === null) {
    if (firstSentAtServer === null) return null;
    return { rows: window.rows.filter((row) => isSinceFirstPost(operation, row)), isAll: false };
  }
  const unknown = window.rows.filter((row) => !isBeforeBaseline(baseline, row));
  if (isWhole(baseline) && window.isComplete) return { rows: unknown, isAll: true };
  if (baseline.total === null) return null;
  const compared = { operation, window, unknown, growth: window.total - baseline.total };
  if (!window.isComplete && !isWhole(baseline) && baseline.newestFrom === undefined) {
    return inUnknownOrder(compared);
  }
  const rows = addedRows(baseline, compared);
  return rows === null ? null : { rows, isAll: true };
}

function addedRows(baseline: Baseline, compared: Compared): Rows | null {
  const { window, unknown, growth } = compared;
  if (window.isComplete) return newestOf(unknown, growth);
  return baseline.newestFrom === undefined
    ? exactly(unknown, growth)
    : newerThan(baseline.newestFrom, compared);
}

function exactly(rows: Rows, count: number): Rows | null {
  return rows.length === count ? rows : null;
}

/**
 * New rows can be anywhere. Only the time of a row shows that it is new, and only a list without any change shows that
 * no row is new.
 */
function inUnknownOrder({ operation, unknown, growth }: Compared): NewRows | null {
  const rows = unknown.filter((row) => isSinceFirstPost(operation, row));
  if (rows.length !== growth) return null;
  // One of these rows may be older than the baseline, and another new one may be out of sight.
  return operation.firstSentAtServer === null && growth > 0 ? null : { rows, isAll: growth === 0 };
}

/** The last rows by time. Null if the time does not tell which rows these are. */
function newestOf(rows: Rows, count: number): Rows | null {
  if (count < 0 || rows.length < count) return null;
  const newestFirst = rows.toSorted((a, b) => b.createdAt - a.createdAt);
  const last = newestFirst[count - 1];
  const next = newestFirst[count];
  const isTied = last !== undefined && next !== undefined && last.createdAt === next.createdAt;
  return isTied ? null : newestFirst.slice(0, count);
}

interface Compared {
  operation: Operation;
  window: ListWindow;
  /** The rows that the baseline does not have. */
  unknown: Rows;
  growth: number;
}

/** `from`: the baseline had every row that was newer than this, and perhaps not every row of this second. */
function newerThan(from: EpochMs, { operation, window, unknown, growth }: Compared): Rows | null {
  const newer = unknown.filter(({ createdAt }) => createdAt > from);
  if (newer.length === growth) return newer;
  const tied = unknown.filter((row) => row.createdAt === from && isSinceFirstPost(operation, row));
  const showsAllOfThatSecond = window.newestFrom !== null && window.newestFrom < from;
  return showsAllOfThatSecond && newer.length + tied.length === growth ? [...newer, ...tied] : null;
}
