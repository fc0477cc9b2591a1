/** A payment, a look-up and a history cost a bounded number of requests, however long the customer's history is. */
import { describe, expect, it } from 'vitest';
import type { BehaviourChanges } from '../../../src/sandbox/behaviour.ts';
import { aTerminal, type Terminal, type TerminalChanges } from '../../builders/terminal.ts';
import { SHOP } from '../../builders/names.ts';

const PAYMENT_MAX = 3;
const LOOK_UP_MAX = 4;
const HISTORY_MAX = 2;
const HOUR_MS = 3_600_000;

const REGULAR = 'regular';
const CARD = 'R-1';

type Order = NonNullable<BehaviourChanges['listOrder']>;
const ORDERS: readonly Order[] = ['ascending', 'descending', 'uuid', 'unstable'];
const ROWS = [10, 700, 3_000];
const CASES = ROWS.flatMap((rows) =>
  ORDERS.flatMap((listOrder) => [true, false].map((isOwnShop) => ({ rows, listOrder, isOwnShop }))),
);

/** A terminal whose customer has this many earlier rows in its shop, one an hour. */
function withHistory(rows: number, listOrder: Order, changes: TerminalChanges = {}): Terminal {
  const terminal = aTerminal({ isQuiet: true, ...changes });
  const { sandbox } = terminal.world;
  const nowMs = terminal.world.now();
  sandbox.data.addContact({ uuid: REGULAR });
  sandbox.data.addIdentifier({ value: CARD, contactUuid: REGULAR });
  sandbox.data.addTransactions({
    contactUuid: REGULAR,
    shopUuid: SHOP,
    rows: Array.from({ length: rows }, (_, index) => ({
      uuid: `${(index * 7_919) % 100_003}-row`,
      amountInCents: index === 0 ? 20_000 : 10 * (-1) ** index,
      createdAtMs: nowMs - (rows - index) * HOUR_MS,
    })),
  });
  sandbox.setBehaviour({ listOrder });
  return terminal;
}

/** The requests since the last call, by route. */
function takeRequests({ world }: Terminal): string[] {
  const { requests } = world.sandbox;
  const names = requests.entries().map(({ route }) => String(route));
  requests.clear();
  return names;
}

/** How many requests each turn of the terminal makes. The turns are at least a second apart. */
function requestsPerTurn({ world }: Terminal): number[] {
  const turns = new Map<number, number>();
  let lastMs = -Infinity;
  let turn = 0;
  for (const { atMs, route } of world.sandbox.requests.entries()) {
    if (atMs - lastMs >= 900) turn += 1;
    lastMs = atMs;
    if (route !== 'health') turns.set(turn, (turns.get(turn) ?? 0) + 1);
  }
  return [...turns.values()];
}

describe('a payment', () => {
  it.each(CASES)(
    'costs few requests: $rows earlier rows, $listOrder, own shop $isOwnShop',
    async ({ rows, listOrder, isOwnShop }) => {
      const terminal = withHistory(rows, listOrder, {
        isOwnShop,
        offlinePolicy: { isEnabled: true },
      });
      for (const thinkMs of [5_000, 70_000]) {
        const { availableInCents } = await terminal.identify(CARD);
        await terminal.world.advance(thinkMs);
        expect(
          takeRequests(terminal).filter((name) => name === 'listTransactions').length,
        ).toBeLessThanOrEqual(isOwnShop ? 2 * HISTORY_MAX : HISTORY_MAX);
        const outcome = await terminal.spendOffline(100);
        expect(outcome).toMatchObject({
          kind: 'paid',
          isInLedger: true,
          afterInCents: availableInCents - 100,
        });
        const requests = takeRequests(terminal);
        expect(requests.length).toBeLessThanOrEqual(PAYMENT_MAX);
      }
    },
  );

  it.each(ROWS.flatMap((rows) => ORDERS.map((listOrder) => ({ rows, listOrder }))))(
    'costs only its own POST in an own shop if the customer looked at the balance first: $rows rows, $listOrder',
    async ({ rows, listOrder }) => {
      const terminal = withHistory(rows, listOrder);
      await terminal.identify(CARD);
      await terminal.world.advance(5_000);
      takeRequests(terminal);
      expect(await terminal.spendOffline(100)).toMatchObject({ kind: 'paid' });
      expect(takeRequests(terminal)).toEqual(['createTransaction']);
    },
  );

  it('leaves enough of a limit of 60 requests a minute for the next customers', async () => {
    const terminal = withHistory(700, 'ascending');
    terminal.world.sandbox.setBehaviour({ rateLimit: 60 });
    expect(await terminal.spend(100, CARD)).toMatchObject({ kind: 'paid' });
    expect(await terminal.spend(100, CARD)).toMatchObject({ kind: 'paid' });
    expect(await terminal.identify(CARD)).toMatchObject({ isLive: true });
    expect(takeRequests(terminal).length).toBeLessThan(25);
  });
});

describe('a look-up', () => {
  it.each(CASES)(
    'costs few requests: $rows earlier rows, $listOrder, own shop $isOwnShop',
    async ({ rows, listOrder, isOwnShop }) => {
      const terminal = withHistory(rows, listOrder, { isOwnShop });
      terminal.fault({ kind: 'dropBefore' }, { method: 'POST' });
      await terminal.identify(CARD);
      await terminal.world.advance(5_000);
      takeRequests(terminal);
      await terminal.spendOffline(100);
      await terminal.world.advance(10 * 60_000);
      expect(Math.max(...requestsPerTurn(terminal))).toBeLessThanOrEqual(LOOK_UP_MAX);
    },
  );

  it.each(
    ROWS.flatMap((rows) =>
      (['ascending', 'descending'] as const).map((listOrder) => ({ rows, listOrder })),
    ),
  )(
    'finds the row while the customer waits: $rows earlier rows, $listOrder',
    async ({ rows, listOrder }) => {
      const terminal = withHistory(rows, listOrder);
      terminal.fault({ kind: 'dropAfter' }, { method: 'POST' });
      expect(await terminal.spend(100, CARD)).toMatchObject({ kind: 'paid', isInLedger: true });
    },
  );

  it('finds the row in a list of unknown order later, and takes it back', async () => {
    const terminal = withHistory(700, 'shuffled');
    terminal.fault({ kind: 'dropAfter' }, { method: 'POST' });
    expect(await terminal.spend(100, CARD)).toMatchObject({ kind: 'notCompleted' });
    await terminal.world.advance(10 * 60_000);
    expect(terminal.rows(REGULAR).slice(-2)).toEqual([-100, 100]);
    expect(terminal.opened.journal.waiting()).toMatchObject({ count: 0, heldCount: 0 });
  });

  it('holds the payment if a list of unknown order is too long to be read', async () => {
    const terminal = withHistory(3_300, 'shuffled');
    terminal.fault({ kind: 'dropAfter' }, { method: 'POST' });
    expect(await terminal.spend(100, CARD)).toMatchObject({ kind: 'notCompleted' });
    await terminal.world.advance(30 * 60_000);
    expect(terminal.first()).toMatchObject({ heldReason: 'inconclusive' });
  });

  it('proves absence in a list of any length and order', async () => {
    const terminal = withHistory(3_300, 'shuffled');
    terminal.fault({ kind: 'dropBefore' }, { method: 'POST' });
    expect(await terminal.spend(100, CARD)).toMatchObject({ kind: 'notCompleted' });
    await terminal.world.advance(10 * 60_000);
    expect(terminal.first()).toMatchObject({ ledger: 'absent', isSettled: true });
  });
});

describe('a history', () => {
  const isKnown = (rows: number, listOrder: Order): boolean =>
    rows <= 60 || listOrder === 'ascending' || listOrder === 'descending';
  const histories = ROWS.flatMap((rows) => ORDERS.map((listOrder) => ({ rows, listOrder })));

  async function shownBy(terminal: Terminal): Promise<readonly string[] | null> {
    const { history } = await terminal.identify(CARD);
    const lists = takeRequests(terminal).filter((name) => name === 'listTransactions');
    expect(lists.length).toBeLessThanOrEqual(HISTORY_MAX);
    return history?.items.map(({ uuid }) => uuid) ?? null;
  }

  it.each(histories.filter(({ rows, listOrder }) => isKnown(rows, listOrder)))(
    'shows the newest payments first: $rows rows, $listOrder',
    async ({ rows, listOrder }) => {
      const terminal = withHistory(rows, listOrder, { isOwnShop: false });
      const newest = terminal.world.sandbox.data.ledger(REGULAR).toReversed();
      const shown = await shownBy(terminal);
      expect(shown?.length).toBeGreaterThanOrEqual(Math.min(rows, 19));
      expect(shown).toEqual(newest.slice(0, shown?.length).map(({ uuid }) => uuid));
    },
  );

  it.each(histories.filter(({ rows, listOrder }) => !isKnown(rows, listOrder)))(
    'is not shown if nothing tells which payments are the newest: $rows rows, $listOrder',
    async ({ rows, listOrder }) => {
      const terminal = withHistory(rows, listOrder, { isOwnShop: false });
      expect(await shownBy(terminal)).toEqual([]);
    },
  );
});
