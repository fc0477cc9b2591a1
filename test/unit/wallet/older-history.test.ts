/** The history to its end: every row once and in order, whatever the list does meanwhile. */
import { describe, expect, it } from 'vitest';
import { assert } from '../../../src/shared/assert.ts';
import { contactUuid } from '../../../src/shared/ids.ts';
import type { OlderRead, PaymentHistory } from '../../../src/shared/payment-history.ts';
import type { BehaviourChanges } from '../../../src/sandbox/behaviour.ts';
import { SHOP } from '../../builders/names.ts';
import { aTerminal, type Terminal } from '../../builders/terminal.ts';

const REQUESTS_MAX = 2;
const HOUR_MS = 3_600_000;
const CUSTOMER = 'regular';
const CARD = 'R-1';

type Order = NonNullable<BehaviourChanges['listOrder']>;
const SORTED: readonly Order[] = ['ascending', 'descending'];

interface Rows {
  count: number;
  /** How many rows have the same second. */
  perSecond?: number;
  /** One row in so many appears late in the list, in any order. */
  lateEvery?: number;
}

/** A terminal in a shared shop, so that no baseline is read in the background. */
function withRows({ count, perSecond = 1, lateEvery = 0 }: Rows, listOrder: Order): Terminal {
  const terminal = aTerminal({ isQuiet: true, isOwnShop: false });
  const { sandbox } = terminal.world;
  sandbox.data.addContact({ uuid: CUSTOMER });
  sandbox.data.addIdentifier({ value: CARD, contactUuid: CUSTOMER });
  const nowMs = Math.floor(terminal.world.now() / 1000) * 1000;
  addRows(
    terminal,
    Array.from({ length: count }, (_, index) => {
      const age = Math.floor((count - 1 - index) / perSecond) + 1;
      const createdAtMs = nowMs - age * HOUR_MS;
      return lateEvery > 0 && index % lateEvery === 1
        ? { name: `late-${index}`, createdAtMs, recordedAtMs: nowMs + ((index * 37) % 120) * 1_000 }
        : { name: `old-${index}`, createdAtMs };
    }),
  );
  sandbox.setBehaviour({ listOrder });
  return terminal;
}

interface NewRow {
  name: string;
  createdAtMs: number;
  recordedAtMs?: number;
}

function addRows({ world }: Terminal, rows: readonly NewRow[]): void {
  world.sandbox.data.addTransactions({
    contactUuid: CUSTOMER,
    shopUuid: SHOP,
    rows: rows.map(({ name, ...times }, index) => ({
      uuid: `${(index * 7_919) % 100_003}-${name}`,
      amountInCents: 100,
      ...times,
    })),
  });
}

async function firstOf(terminal: Terminal): Promise<PaymentHistory> {
  const { history } = await terminal.identify(CARD);
  assert(history !== null, 'there is a history');
  return history;
}

async function readOn(terminal: Terminal, history: PaymentHistory): Promise<OlderRead> {
  const { requests } = terminal.world.sandbox;
  requests.clear();
  const read = await terminal.world.until(
    terminal.money.wallet.readOlder(contactUuid(CUSTOMER), history),
  );
  expect(requests.entries().length).toBeLessThanOrEqual(REQUESTS_MAX);
  return read;
}

/** Reads to the end. `meanwhile` runs before each reading. */
async function readAll(
  terminal: Terminal,
  meanwhile: (reading: number) => void | Promise<void> = () => undefined,
): Promise<PaymentHistory> {
  let history = await firstOf(terminal);
  for (let reading = 0; history.rest.kind === 'older'; reading++) {
    expect(reading).toBeLessThan(60);
    await meanwhile(reading);
    const read = await readOn(terminal, history);
    assert(read.kind === 'read', 'the list is readable');
    expect(read.history.items.length).toBeGreaterThan(history.items.length - 1);
    history = read.history;
  }
  return history;
}

/** The names of all rows in the ledger, the newest first. */
function ledgerOf({ world }: Terminal): string[] {
  const rows = world.sandbox.data.ledger(CUSTOMER);
  return rows.toSorted((a, b) => b.created_at_ms - a.created_at_ms).map(({ uuid }) => uuid);
}

function expectOnceInOrder({ items }: PaymentHistory): void {
  expect(new Set(items.map(({ uuid }) => uuid)).size).toBe(items.length);
  expect(items.map(({ createdAt }) => createdAt)).toEqual(
    items.map(({ createdAt }) => createdAt).toSorted((a, b) => b - a),
  );
}

describe('a history that is read to its end', () => {
  it.each(
    [1, 30, 31, 59, 60, 61, 62, 89, 90, 91, 121, 700].flatMap((count) =>
      SORTED.map((listOrder) => ({ count, listOrder })),
    ),
  )('has every row once and in order: $count rows, $listOrder', async ({ count, listOrder }) => {
    const terminal = withRows({ count }, listOrder);
    const history = await readAll(terminal);
    expect(history.rest).toEqual({ kind: 'none' });
    expect(history.items.map(({ uuid }) => uuid)).toEqual(ledgerOf(terminal));
  });

  it('shows the newest of 61 rows at once', async () => {
    for (const listOrder of SORTED) {
      const { items } = await firstOf(withRows({ count: 61 }, listOrder));
      expect(items.length).toBeGreaterThanOrEqual(19);
    }
  });

  it.each([2, 5, 20].flatMap((perSecond) => SORTED.map((listOrder) => ({ perSecond, listOrder }))))(
    'has every row once if $perSecond rows have the same second, $listOrder',
    async ({ perSecond, listOrder }) => {
      const terminal = withRows({ count: 200, perSecond }, listOrder);
      const history = await readAll(terminal);
      expect(history.rest).toEqual({ kind: 'none' });
      expectOnceInOrder(history);
      expect(history.items.map(({ uuid }) => uuid).sort()).toEqual(ledgerOf(terminal).sort());
    },
  );

  it.each(['uuid', 'unstable', 'shuffled'] as const)(
    'shows no row of a long list, rather than a wrong order: %s',
    async (listOrder) => {
      const history = await firstOf(withRows({ count: 61 }, listOrder));
      expect(history).toEqual({ items: [], rest: { kind: 'unordered' } });
    },
  );

  it.each(['uuid', 'unstable', 'shuffled'] as const)(
    'keeps the rows that are certain if the order is lost in the middle: %s',
    async (listOrder) => {
      const terminal = withRows({ count: 200 }, 'descending');
      const first = await firstOf(terminal);
      terminal.world.sandbox.setBehaviour({ listOrder });
      const read = await readOn(terminal, first);
      const unsure = { items: first.items, rest: { kind: 'unordered' } };
      expect([
        { kind: 'read', history: unsure },
        { kind: 'failed', problem: 'busy' },
      ]).toContainEqual(read);
    },
  );
});

describe('a row that arrives while a history is read', () => {
  it.each(SORTED.flatMap((listOrder) => [1, 3, 40].map((perTime) => ({ listOrder, perTime }))))(
    'neither doubles nor hides a row: $perTime each time, $listOrder',
    async ({ listOrder, perTime }) => {
      const terminal = withRows({ count: 150 }, listOrder);
      const before = ledgerOf(terminal);
      const nowMs = terminal.world.now();
      const history = await readAll(terminal, (reading) => {
        const names = Array.from({ length: perTime }, (_, index) => `new-${reading}-${index}`);
        addRows(
          terminal,
          names.map((name, index) => ({
            name,
            createdAtMs: nowMs + (reading * perTime + index) * 1_000,
          })),
        );
      });
      expect(history.rest).toEqual({ kind: 'none' });
      expect(history.items.map(({ uuid }) => uuid)).toEqual(before);
    },
  );

  it.each(SORTED.flatMap((listOrder) => [3, 7, 20].map((every) => ({ listOrder, every }))))(
    'hides no older row if it appears late between them: one in $every, $listOrder',
    async ({ listOrder, every }) => {
      const terminal = withRows({ count: 150, lateEvery: every }, listOrder);
      terminal.world.sandbox.setBehaviour({ listLagMs: 1_000 });
      const isLate = (uuid: string): boolean => uuid.includes('late');
      const inTime = ledgerOf(terminal).filter((uuid) => !isLate(uuid));
      const history = await readAll(terminal, () => terminal.world.advance(20_000));
      expectOnceInOrder(history);
      const shown = history.items.map(({ uuid }) => uuid);
      expect(shown.filter((uuid) => !isLate(uuid))).toEqual(inTime);
      expect(shown.some(isLate)).toBe(true);
      expect(history.rest).toEqual({ kind: 'none' });
    },
  );

  it('hides nothing if the sandbox shows new rows late and out of order', async () => {
    const terminal = withRows({ count: 150 }, 'ascending');
    const before = ledgerOf(terminal);
    terminal.world.sandbox.setBehaviour({ listLagMs: 5_000, listLagOf: 'some' });
    const history = await readAll(terminal, (reading) => {
      const createdAtMs = terminal.world.now();
      addRows(terminal, [
        { name: `new-${reading}-a`, createdAtMs },
        { name: `new-${reading}-b`, createdAtMs },
      ]);
    });
    expect(history.items.map(({ uuid }) => uuid)).toEqual(before);
  });
});

describe('a reading that fails in the middle', () => {
  it('keeps the rows, says so, and goes on when it is asked again', async () => {
    const terminal = withRows({ count: 61 }, 'descending');
    const first = await firstOf(terminal);
    terminal.fault({ kind: 'dropBefore' }, { method: 'GET', times: 1 });
    expect(await readOn(terminal, first)).toEqual({ kind: 'failed', problem: 'offline' });
    expect(await readOn(terminal, first)).toMatchObject({ kind: 'read' });
  });

  it('is no lost connection if the server refuses', async () => {
    const terminal = withRows({ count: 61 }, 'descending');
    const first = await firstOf(terminal);
    terminal.fault({ kind: 'tooMany429' }, { method: 'GET', times: 1 });
    expect(await readOn(terminal, first)).toEqual({ kind: 'failed', problem: 'busy' });
  });

  it('delays no payment', async () => {
    const terminal = withRows({ count: 61 }, 'descending');
    const first = await firstOf(terminal);
    terminal.fault({ kind: 'hang' }, { method: 'GET', times: 1 });
    const reading = terminal.money.wallet.readOlder(contactUuid(CUSTOMER), first);
    const startedMs = terminal.world.monotonicMs();
    expect(await terminal.spendOffline(100)).toMatchObject({ kind: 'paid' });
    expect(terminal.world.monotonicMs() - startedMs).toBeLessThan(8_000);
    expect(await terminal.world.until(reading)).toEqual({ kind: 'failed', problem: 'offline' });
  });
});
