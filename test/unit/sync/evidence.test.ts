/** A list is evidence only if its pages fit each other and show rows of the right contact and shop. */
import { describe, expect, it } from 'vitest';
import type { LeatRead, TransactionPage } from '../../../src/main/leat/types.ts';
import {
  NEW_SWEEP,
  readLedger,
  readRowsSince,
  type Reach,
  type Reading,
} from '../../../src/main/sync/evidence.ts';
import { contactUuid, shopUuid, transactionUuid } from '../../../src/shared/ids.ts';
import { aLedgerRow } from '../../builders/operation.ts';
import { aTerminal } from '../../builders/terminal.ts';
import { CONTACT, SHOP } from '../../builders/names.ts';

const LIST = { contactUuid: contactUuid(CONTACT), shopUuid: shopUuid(SHOP) };
const BASELINE: Reach = { kind: 'baseline' };
const LOOK_UP: Reach = { kind: 'lookUp', sinceMs: null };
const HOUR_MS = 3_600_000;

type Terminal = ReturnType<typeof aTerminal>;

/** A terminal whose customer has this many earlier rows, one an hour. */
function withEarlier(count: number): Terminal {
  const terminal = aTerminal();
  const nowMs = terminal.world.now();
  terminal.world.sandbox.data.addTransactions({
    contactUuid: CONTACT,
    shopUuid: SHOP,
    rows: Array.from({ length: count }, (_, index) => ({
      uuid: `${(index * 7919) % 10_007}-row`,
      amountInCents: -1,
      createdAtMs: nowMs - (count - index) * HOUR_MS,
    })),
  });
  return terminal;
}

/** Counts the requests to the list. */
function counted(read: LeatRead): { read: LeatRead; count: () => number } {
  let count = 0;
  const listTransactions: LeatRead['listTransactions'] = (query) => {
    count += 1;
    return read.listTransactions(query);
  };
  return { read: { ...read, listTransactions }, count: () => count };
}

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

function evidenceIn(answer: Reading): Extract<Reading, { kind: 'evidence' }>['evidence'] {
  if (answer.kind !== 'evidence') throw new Error(answer.kind);
  return answer.evidence;
}

describe('evidence', () => {
  it('is a refusal if the server refuses the balance, although the list was lost', async () => {
    const failing: LeatRead = {
      ...aTerminal().money.read,
      listTransactions: () =>
        Promise.resolve({ kind: 'unknown', why: 'reset', retryAfterMs: null }),
      getBalance: () =>
        Promise.resolve({ kind: 'refused', reason: 'rateLimited', code: null, retryAfterMs: null }),
    };
    const query = { ...LIST, wantsBalance: true, reach: BASELINE };
    expect(await readLedger(failing, query)).toMatchObject({
      kind: 'failed',
      failure: { kind: 'refused', reason: 'rateLimited' },
    });
  });

  it.each(['ascending', 'descending', 'uuid', 'shuffled'] as const)(
    'is every row of a list with two pages, in the order %s',
    async (listOrder) => {
      const { world, money } = withEarlier(60);
      world.sandbox.setBehaviour({ listOrder });
      const query = { ...LIST, wantsBalance: true, reach: LOOK_UP };
      const evidence = evidenceIn(await world.until(readLedger(money.read, query)));
      expect(new Set(evidence.rows.map(({ uuid }) => uuid)).size).toBe(60);
      expect(evidence).toMatchObject({ isComplete: true, total: 60, balanceInCents: 4940 });
    },
  );

  it.each(['ascending', 'descending'] as const)(
    'is the newest rows of a long list, in the order %s',
    async (listOrder) => {
      for (const total of [61, 90, 91, 700, 1_001]) {
        const { world, money } = withEarlier(total);
        world.sandbox.setBehaviour({ listOrder });
        const newest = world.sandbox.data.ledger(CONTACT).toReversed();
        for (const reach of [BASELINE, LOOK_UP]) {
          const { read, count } = counted(money.read);
          const query = { ...LIST, wantsBalance: false, reach };
          const evidence = evidenceIn(await world.until(readLedger(read, query)));
          const uuids = evidence.newest.map(({ uuid }) => uuid);
          expect(count()).toBe(2);
          expect(uuids.length).toBeGreaterThanOrEqual(19);
          expect(uuids).toEqual(newest.slice(0, uuids.length).map(({ uuid }) => uuid));
          expect(evidence).toMatchObject({ total, isComplete: false });
          expect(evidence.newestFrom).toBe(evidence.newest.at(-1)?.createdAt);
        }
      }
    },
  );

  it.each(['uuid', 'shuffled', 'unstable'] as const)(
    'is only the total of a long list in the order %s',
    async (listOrder) => {
      const { world, money } = withEarlier(700);
      world.sandbox.setBehaviour({ listOrder });
      const query = { ...LIST, wantsBalance: false, reach: LOOK_UP };
      const evidence = evidenceIn(await world.until(readLedger(money.read, query)));
      expect(evidence).toMatchObject({
        total: 700,
        isComplete: false,
        newest: [],
        newestFrom: null,
      });
    },
  );

  it.each(['ascending', 'descending'] as const)(
    'reaches one page further back if rows could be hidden there, in the order %s',
    async (listOrder) => {
      const { world, money } = withEarlier(700);
      world.sandbox.setBehaviour({ listOrder });
      const sinceMs = world.now() - 40 * HOUR_MS;
      const { read, count } = counted(money.read);
      const query = { ...LIST, wantsBalance: false, reach: { kind: 'lookUp', sinceMs } as const };
      const { newestFrom } = evidenceIn(await world.until(readLedger(read, query)));
      expect(newestFrom).toBeLessThan(sinceMs);
      expect(count()).toBe(3);
    },
  );

  it('costs a shared shop one page and the balance before a payment', async () => {
    const { world, money } = withEarlier(700);
    const { read, count } = counted(money.read);
    const query = { ...LIST, wantsBalance: true, reach: BASELINE };
    const evidence = evidenceIn(await world.until(readLedger(read, query)));
    expect(evidence).toMatchObject({ total: 700, balanceInCents: 4300 });
    expect(count()).toBe(1);
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
    [
      'more rows than it counts',
      [{ total: 1, transactions: [aLedgerRow(), aLedgerRow({ uuid })] }],
    ],
    ['a row twice', [{ total: 2, transactions: [aLedgerRow(), aLedgerRow()] }]],
    [
      'a count that does not fit its pages',
      [
        { total: 1, transactions: [aLedgerRow()] },
        { total: 2, transactions: [aLedgerRow({ uuid })] },
      ],
    ],
  ];
  it.each(CASES)('is missing if the list has %s', async (_, pages) => {
    const { world, money } = aTerminal();
    const query = { ...LIST, wantsBalance: false, reach: LOOK_UP };
    const gathered = readLedger(reading(money.read, pages), query);
    expect(await world.until(gathered)).toEqual({ kind: 'inconsistent' });
  });
});

describe('the whole list', () => {
  const sweepOf = async ({ world }: Terminal, read: LeatRead): Promise<Reading[]> => {
    const parts: Reading[] = [];
    let sweep = NEW_SWEEP;
    for (;;) {
      const query = { ...LIST, wantsBalance: false, reach: { kind: 'sweep', sweep } as const };
      const part = await world.until(readLedger(read, query));
      parts.push(part);
      if (part.kind !== 'sweeping') return parts;
      sweep = part.sweep;
    }
  };

  it('is read three pages at a time', async () => {
    const terminal = withEarlier(700);
    terminal.world.sandbox.setBehaviour({ listOrder: 'uuid' });
    const { read, count } = counted(terminal.money.read);
    const parts = await sweepOf(terminal, read);
    expect(count()).toBe(24);
    expect(parts).toHaveLength(8);
    expect(parts.at(-1)).toMatchObject({ kind: 'evidence', evidence: { isComplete: true } });
  });

  it('is inconsistent if its order changes meanwhile', async () => {
    const terminal = withEarlier(700);
    terminal.world.sandbox.setBehaviour({ listOrder: 'unstable' });
    const parts = await sweepOf(terminal, terminal.money.read);
    expect(parts.at(-1)).toEqual({ kind: 'inconsistent' });
  });

  it('is never read if it has more than 3,000 rows', async () => {
    const terminal = withEarlier(3_001);
    const { read, count } = counted(terminal.money.read);
    expect(await sweepOf(terminal, read)).toEqual([{ kind: 'inconsistent' }]);
    expect(count()).toBe(1);
  });
});

describe('the rows since a time', () => {
  const pause = (): Promise<boolean> => Promise.resolve(true);

  it.each(['ascending', 'descending', 'uuid'] as const)(
    'are all of them, in the order %s',
    async (listOrder) => {
      const { world, money } = withEarlier(700);
      world.sandbox.setBehaviour({ listOrder });
      const sinceMs = world.now() - 100.5 * HOUR_MS;
      const { read, count } = counted(money.read);
      const since = await world.until(readRowsSince(read, { ...LIST, sinceMs, pause }));
      if (since.kind !== 'rows') throw new Error(since.kind);
      expect(since.rows.filter(({ createdAt }) => createdAt >= sinceMs)).toHaveLength(100);
      expect(count()).toBeLessThanOrEqual(listOrder === 'uuid' ? 26 : 6);
    },
  );

  it('are not known if the reading is cut short', async () => {
    const { world, money } = withEarlier(700);
    const query = { ...LIST, sinceMs: 0, pause: () => Promise.resolve(false) };
    expect(await world.until(readRowsSince(money.read, query))).toEqual({ kind: 'inconsistent' });
  });
});
