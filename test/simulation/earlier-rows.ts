/** The transactions that a contact made before a run. Their amounts add up to nothing, or nearly. Pure. */
import { assertNever } from '../../src/shared/assert.ts';
import type { EarlierTimes } from './plan.ts';

interface EarlierRow {
  amountInCents: number;
  ageMs: number;
}

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const BURST = 40;

/** The oldest row comes first. */
export function earlierRowsOf({
  count,
  times,
}: {
  count: number;
  times: EarlierTimes;
}): EarlierRow[] {
  return Array.from({ length: count }, (_, index) => ({
    amountInCents: index % 2 === 0 ? 250 : -250,
    ageMs: ageMsOf(times, count - index),
  }));
}

/** `place`: 1 is the newest row. */
function ageMsOf(times: EarlierTimes, place: number): number {
  switch (times) {
    case 'sameSecond':
      return 10 * DAY_MS;
    case 'spread':
      return 10 * DAY_MS + place * HOUR_MS;
    case 'bursts':
      return 10 * DAY_MS + Math.ceil(place / BURST) * HOUR_MS;
    case 'recent':
      return 20 * MINUTE_MS + place * SECOND_MS;
    default:
      return assertNever(times);
  }
}
