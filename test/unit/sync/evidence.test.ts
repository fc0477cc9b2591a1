/** A list is evidence only if every row was read exactly once and has the right contact and shop. */
import { describe, expect, it } from 'vitest';
import type { LeatRead, TransactionPage } from '../../../src/main/leat/types.ts';
import { readLedger } from '../../../src/main/sync/evidence.ts';
import { contactUuid, shopUuid, transactionUuid } from '../../../src/shared/ids.ts';
import { aLedgerRow } from '../../builders/operation.ts';
import { aTerminal } from '../../builders/terminal.ts';
import { CONTACT, SHOP } from '../../builders/names.ts';

const ASKED = { contactUuid: contactUuid(CONTACT), shopUuid: shopUuid(SHOP), wantsBalance: true };

/** A client whose list has these pages. All other calls go to the sandbox. */
function reading(read: LeatRead, pages: readonly Partial<TransactionPage>[]): LeatRead {
  return {
    ...read,
    listTransactions: ({ page }) =>
      Promise.resolve({
        kind: 'ok',
        serverAt: null,
        value: { transactions: [], page, lastPage: pages.length, total: 0, ...pages[page - 1] },
      }),
  };
}

describe('evidence', () => {
  it.each(['ascending', 'descending', 'shuffled'] as const)(
    'is every row of every page, in the order %s',
    async (listOrder) => {
      const { world, money } = aTerminal();
      for (let count = 0; count < 70; count++) {
        world.sandbox.data.addTransaction({
          contactUuid: CONTACT,
          amountInCents: -1,
          shopUuid: SHOP,
        });
      }
      world.sandbox.setBehaviour({ listOrder });
      const gathered = await world.until(readLedger(money.read, ASKED));
      if (gathered.kind !== 'evidence') throw new Error(gathered.kind);
      expect(new Set(gathered.evidence.rows.map(({ uuid }) => uuid)).size).toBe(70);
      expect(gathered.evidence.balanceInCents).toBe(4930);
    },
  );

  it('is missing if pages repeat and skip rows', async () => {
    const { world, money } = aTerminal();
    for (let count = 0; count < 70; count++) {
      world.sandbox.data.addTransaction({
        contactUuid: CONTACT,
        amountInCents: -1,
        shopUuid: SHOP,
      });
    }
    world.sandbox.setBehaviour({ listOrder: 'unstable' });
    expect(await world.until(readLedger(money.read, ASKED))).toEqual({ kind: 'inconsistent' });
  });

  const uuid = transactionUuid('row-2');
  const CASES: [string, Partial<TransactionPage>[]][] = [
    [
      'a row of another contact',
      [{ total: 1, transactions: [aLedgerRow({ contactUuid: contactUuid('krabs') })] }],
    ],
    [
      'a row of another shop',
      [{ total: 1, transactions: [aLedgerRow({ shopUuid: shopUuid('other') })] }],
    ],
    ['fewer rows than it counts', [{ total: 2, transactions: [aLedgerRow()] }]],
    ['a row twice', [{ total: 2, transactions: [aLedgerRow(), aLedgerRow()] }]],
    [
      'a count that changes',
      [
        { total: 1, transactions: [aLedgerRow()] },
        { total: 2, transactions: [aLedgerRow({ uuid })] },
      ],
    ],
  ];
  it.each(CASES)('is missing if the list has %s', async (_, pages) => {
    const { world, money } = aTerminal();
    const gathered = readLedger(reading(money.read, pages), ASKED);
    expect(await world.until(gathered)).toEqual({ kind: 'inconsistent' });
  });

  it('is missing if the list has more than 100 pages', async () => {
    const { world, money } = aTerminal();
    const endless = reading(
      money.read,
      Array.from({ length: 5_000 }, () => ({ total: 1 })),
    );
    expect(await world.until(readLedger(endless, ASKED))).toEqual({ kind: 'inconsistent' });
  });
});
