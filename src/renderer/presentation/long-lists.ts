/** Long lists for a voice: it reads the first rows, and says how many more there are. */
import type { Line } from './presentation.ts';
import { m } from '../messages/generated/messages.js';

/** More would take minutes to hear. The rest can be reached row by row with the keyboard. */
const READ_AT_ONCE = 5;

export function firstRows(rows: readonly Line[]): readonly Line[] {
  return rows.slice(0, READ_AT_ONCE);
}

/** How many rows were not read, and how to hear them; null if all were. */
export function moreRows(rowCount: number): string | null {
  const count = rowCount - READ_AT_ONCE;
  return count > 0 ? m.say_more({ count }) : null;
}
