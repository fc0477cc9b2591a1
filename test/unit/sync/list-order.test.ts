/** The order of a list is believed only if its times can hardly look like that by chance. */
import { describe, expect, it } from 'vitest';
import type { PrepaidTransaction } from '../../../src/main/leat/types.ts';
import { orderOf } from '../../../src/main/sync/list-order.ts';
import { transactionUuid } from '../../../src/shared/ids.ts';
import { epochMs } from '../../../src/shared/time.ts';
import { aLedgerRow } from '../../builders/operation.ts';

/** Rows that were made in these seconds. */
function made(...seconds: number[]): PrepaidTransaction[] {
  return seconds.map((second, index) =>
    aLedgerRow({
      uuid: transactionUuid(`${seconds.length}-${index}-${second}`),
      createdAt: epochMs(second * 1_000),
    }),
  );
}

const UP = Array.from({ length: 30 }, (_, index) => index);
const LATER = UP.map((second) => 500 + second);

describe('the order of a list', () => {
  it('is learnt from the times on its first and its last page', () => {
    expect(orderOf(made(...UP), made(...LATER))).toBe('ascending');
    expect(orderOf(made(...LATER.toReversed()), made(...UP.toReversed()))).toBe('descending');
  });

  it('may have several rows of the same second', () => {
    expect(orderOf(made(...UP.map((second) => Math.floor(second / 5))), made(...LATER))).toBe(
      'ascending',
    );
  });

  it.each([
    ['the first page contradicts the last one', made(...LATER), made(...UP)],
    ['one row is out of place', made(...UP), made(...LATER.slice(0, -1), 3)],
    ['all rows were made in the same second', made(...UP.map(() => 7)), made(7, 7)],
    ['only few rows differ in time', made(...UP.map(() => 7)), made(7, 7, 7, 8, 9)],
    ['the pages share a row', made(...UP), [...made(...UP).slice(29), ...made(...LATER).slice(1)]],
  ])('is unknown if %s', (_, first, last) => {
    expect(orderOf(first, last)).toBeNull();
  });
});
