/** Long lists for a voice: it reads the first rows, and says how many more there are. */
import type { Line } from './presentation.ts';
import { m } from '../messages/generated/messages.js';

/** Reading more rows would take minutes. The customer can reach the other rows one by one with the keyboard. */
const READ_AT_ONCE = 5;

export function firstRows(rows: readonly Line[]): readonly Line[] {
  return rows.slice(0, READ_AT_ONCE);
}

/** A sentence that says how many rows were not read, and how to hear them. Null if all rows were read. */
export function moreRows(rowCount: number): string | null {
  const count = rowCount - READ_AT_ONCE;
  return count > 0 ? m.say_more({ count }) : null;
}
