/** The list of the data that the readers sent, for the staff screen: newest first, with a limited length. Pure. */
import type { FeedRow } from '../../../shared/staff-board.ts';
import type { EpochMs } from '../../../shared/time.ts';

export interface Feed {
  readonly rows: readonly FeedRow[];
  readonly count: number;
}

export const NO_FEED: Feed = { rows: [], count: 0 };

const ROWS_MAX = 30;
const TEXT_MAX = 400;

export function withRow(feed: Feed, row: Omit<FeedRow, 'number'>): Feed {
  const number = feed.count + 1;
  const text = row.text.length > TEXT_MAX ? `${row.text.slice(0, TEXT_MAX - 1)}…` : row.text;
  return { rows: [{ ...row, text, number }, ...feed.rows].slice(0, ROWS_MAX), count: number };
}

/**
 * Writes a report with two hex digits per byte. For zeros at the end, writes only their number. Null if nobody may see
 * the bytes: they may be those of a bank card.
 */
export function reportRow(
  bytes: readonly number[] | null,
  reader: string,
  at: EpochMs,
): Omit<FeedRow, 'number'> {
  const row = { at, reader: reader.slice(0, 200), kind: 'report' } as const;
  if (bytes === null) return { ...row, text: '•••' };
  const size = bytes.findLastIndex((byte) => byte !== 0) + 1;
  const hex = bytes.slice(0, size).map((byte) => byte.toString(16).padStart(2, '0').toUpperCase());
  const zeroCount = bytes.length - size;
  const text = [...hex, ...(zeroCount > 0 ? [`+ ${zeroCount} × 00`] : [])].join(' ');
  return { ...row, text };
}
