/**
 * The order of a list, by the evidence of its first and its last page. Pure.
 * The order is not documented (API notes, 2.5). A list that is sorted by something else looks sorted by time only by
 * chance, and that chance must be small enough.
 */
import type { PrepaidTransaction } from '../leat/types.ts';

export type ListOrder = 'ascending' | 'descending';

/** The chance that a list in random order looks sorted by time must be less than one in this many. */
const CHANCE = 1e9;

/** Null if nothing proves an order: the times contradict it, or too many of them are equal. */
export function orderOf(
  first: readonly PrepaidTransaction[],
  last: readonly PrepaidTransaction[],
): ListOrder | null {
  const uuids = new Set([...first, ...last].map(({ uuid }) => uuid));
  // The two pages lie apart. If they share a row, the order changes between two requests.
  if (uuids.size < first.length + last.length) return null;
  const times = [...first, ...last].map(({ createdAt }) => createdAt);
  if (logArrangements(times) < Math.log(CHANCE)) return null;
  if (times.every((time, index) => time >= (times[index - 1] ?? time))) return 'ascending';
  if (times.every((time, index) => time <= (times[index - 1] ?? time))) return 'descending';
  return null;
}

/** The logarithm of the number of different ways to arrange these times. Equal times can be swapped unnoticed. */
function logArrangements(times: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const time of times) counts.set(time, (counts.get(time) ?? 0) + 1);
  return [...counts.values()].reduce(
    (sum, count) => sum - logFactorial(count),
    logFactorial(times.length),
  );
}

function logFactorial(count: number): number {
  return Array.from({ length: count }, (_, index) => Math.log(index + 1)).reduce(
    (a, b) => a + b,
    0,
  );
}
