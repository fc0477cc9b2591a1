/** Rows that appear when they are no longer expected. */
import { describe, expect, it } from 'vitest';
import { transactionUuid } from '../../../src/shared/ids.ts';
import { findUnclaimedRows } from '../../../src/main/sync/unclaimed-rows.ts';
import { epochMs } from '../../../src/shared/time.ts';
import type { PrepaidTransaction } from '../../../src/main/leat/types.ts';
import type { Operation } from '../../../src/main/journal/operation.ts';
import { aBaseline, aLedgerRow, anOperation, SENT_MS } from '../../builders/operation.ts';
import { aTerminal, aWorldWithShops, type Terminal } from '../../builders/terminal.ts';
import type { VirtualWorld } from '../../builders/virtual-world.ts';
import { CONTACT, SHOP } from '../../builders/names.ts';

const MINUTE_MS = 60_000;

/** The network delivers an already answered request again. */
function bringAgain({ world }: Terminal, amountInCents: number): void {
  world.sandbox.data.addTransaction({ contactUuid: CONTACT, amountInCents, shopUuid: SHOP });
}

async function reconcile({ world, money }: Terminal): Promise<void> {
  await world.until(money.reconciler.runRecent());
  await world.advance(MINUTE_MS);
}

describe('a spend that the server turned away', () => {
  it('is held if the network delivers it again and it then takes effect', async () => {
    const terminal = aTerminal();
    terminal.fault({ kind: 'tooMany429' }, { route: 'createTransaction' });
    expect(await terminal.spend(500)).toMatchObject({ kind: 'notPaid', reason: 'busy' });
    bringAgain(terminal, -500);
    await terminal.world.advance(MINUTE_MS);
    await reconcile(terminal);
    expect(terminal.rows()).toEqual([-500]);
    expect(terminal.operations()).toMatchObject([{ heldReason: 'possibleDouble' }]);
  });

  it('is held even if the refusal was final', async () => {
    const terminal = aTerminal();
    terminal.world.sandbox.setBehaviour({ overdraft: 'refuse' });
    expect(await terminal.spend(9000)).toMatchObject({ kind: 'notPaid' });
    bringAgain(terminal, -9000);
    terminal.world.sandbox.setBehaviour({ overdraft: 'allow' });
    await reconcile(terminal);
    expect(terminal.rows()).toEqual([-9000]);
    expect(terminal.operations()).toMatchObject([{ heldReason: 'possibleDouble' }]);
  });

  it('takes nothing back if the customer paid at another terminal that is set to this shop by mistake', async () => {
    const ours = aTerminal({ isQuiet: true });
    const theirs = aTerminal({ world: ours.world, isQuiet: true });
    ours.fault({ kind: 'tooMany429' }, { route: 'createTransaction' });
    expect(await ours.spend(500)).toMatchObject({ kind: 'notPaid', reason: 'busy' });
    expect(await theirs.spend(500)).toMatchObject({ kind: 'paid' });
    await reconcile(ours);
    expect(ours.rows()).toEqual([-500]);
  });

  it('is held in a shared shop if a row like it appears', async () => {
    const terminal = aTerminal({ isOwnShop: false });
    terminal.fault({ kind: 'tooMany429' }, { route: 'createTransaction' });
    await terminal.spend(500);
    bringAgain(terminal, -500);
    await terminal.world.advance(MINUTE_MS);
    await reconcile(terminal);
    expect(terminal.rows()).toEqual([-500]);
    expect(terminal.operations()).toMatchObject([{ heldReason: 'possibleDouble' }]);
  });
});

describe('a double charge that is being taken back', () => {
  it('is not mistaken for the row of the next operation', async () => {
    const terminal = aTerminal();
    await terminal.spend(500);
    // The first POST was proven absent and sent again. Now it takes effect after all.
    terminal.opened.db.prepare('UPDATE operation SET sends = 2').run();
    bringAgain(terminal, -500);
    const double = terminal.world.sandbox.data.ledger(CONTACT).at(-1);
    if (double === undefined) throw new Error('there is a double');
    // The journal has its reversal, which cannot be sent yet.
    terminal.fault({ kind: 'dropBefore' }, { route: 'reverseTransaction', times: null });
    await terminal.world.until(terminal.money.reconciler.runRecent());
    expect(terminal.opened.journal.isReversed(transactionUuid(double.uuid))).toBe(true);
    expect(terminal.opened.journal.isTaken(transactionUuid(double.uuid))).toBe(true);
  });
});

/** No reply of the server has a `Date` header. */
function aWorldWithoutDates(): VirtualWorld {
  const world = aWorldWithShops();
  const http = world.http.bind(world);
  world.http = async (request) => {
    const result = await http(request);
    if (result.kind !== 'response') return result;
    const headers = Object.entries(result.headers).filter(([name]) => name !== 'date');
    return { ...result, headers: Object.fromEntries(headers) };
  };
  return world;
}

describe('a server that never says what time it is', () => {
  it('leaves a refused payment held if it booked the payment all the same', async () => {
    const terminal = aTerminal({ world: aWorldWithoutDates(), isQuiet: true });
    terminal.fault({ kind: 'tooMany429' }, { route: 'createTransaction' });
    await terminal.spend(500);
    bringAgain(terminal, -500);
    await reconcile(terminal);
    expect(terminal.rows()).toEqual([-500]);
    expect(terminal.operations()).toMatchObject([{ heldReason: 'possibleDouble', sends: 1 }]);
  });

  it('does not keep the terminal from comparing its last payments after a restart', async () => {
    const terminal = aTerminal({ world: aWorldWithoutDates(), isQuiet: true });
    await terminal.spend(300);
    terminal.fault({ kind: 'tooMany429' }, { route: 'createTransaction' });
    await terminal.spend(500);
    terminal.crash();
    bringAgain(terminal, -500);
    await reconcile(terminal);
    expect(terminal.operations().at(-1)).toMatchObject({ heldReason: 'possibleDouble' });
  });

  it('does not make a payment that was lost once and found a suspect for ever', async () => {
    const terminal = aTerminal({ world: aWorldWithoutDates(), isQuiet: true });
    terminal.fault({ kind: 'dropAfter' }, { route: 'createTransaction' });
    expect(await terminal.spend(500)).toMatchObject({ kind: 'paid' });
    expect(terminal.first().lastSentAtServer).not.toBeNull();
  });
});

describe('a refused payment whose time is not known', () => {
  const refused = anOperation({
    promise: 'notPaid',
    ledger: 'refused',
    firstSentAtServer: null,
    lastSentAtServer: null,
    isSettled: true,
  });
  const kindsFor = (operation: Operation): string[] =>
    findUnclaimedRows(
      { rows: [aLedgerRow()] },
      {
        sent: [operation],
        isOwnShop: true,
        isMeantAsOwn: true,
        isClaimed: () => false,
        isReversed: () => false,
      },
    ).map(({ kind }) => kind);

  it('is suspected of a row that is newer than its baseline, and never claims it', () => {
    expect(kindsFor(refused)).toEqual(['suspect']);
    const windowed = { total: 700, uuids: [], newestFrom: epochMs(SENT_MS - 1_000) };
    expect(kindsFor({ ...refused, baseline: aBaseline(windowed) })).toEqual(['suspect']);
    const partial = { total: 700, uuids: [], newestSeen: epochMs(SENT_MS - 1_000) };
    expect(kindsFor({ ...refused, baseline: aBaseline(partial) })).toEqual(['suspect']);
  });

  it('is not suspected of an older row if its own row has shown when it was sent last', () => {
    const partial = { total: 700, uuids: [], newestSeen: epochMs(SENT_MS - 1_000) };
    const found = {
      firstSentAtServer: null,
      lastSentAtServer: epochMs(SENT_MS),
      ledger: 'present',
      uuid: transactionUuid('own'),
      baseline: aBaseline(partial),
    } as const;
    const old = aLedgerRow({ createdAt: epochMs(SENT_MS - 1_000_000) });
    const context = {
      isOwnShop: true,
      isMeantAsOwn: true,
      isClaimed: () => false,
      isReversed: () => false,
      sent: [anOperation(found)],
    };
    expect(findUnclaimedRows({ rows: [old] }, context)).toEqual([]);
  });

  it('is not suspected of a row that may be older than its baseline', () => {
    expect(kindsFor({ ...refused, baseline: null })).toEqual([]);
    expect(kindsFor({ ...refused, baseline: aBaseline({ total: 700, uuids: [] }) })).toEqual([]);
    const windowed = { total: 700, uuids: [], newestFrom: epochMs(SENT_MS) };
    expect(kindsFor({ ...refused, baseline: aBaseline(windowed) })).toEqual([]);
  });
});

describe('two equal payments', () => {
  it('are both held if the network brought both of them twice', async () => {
    const terminal = aTerminal();
    await terminal.spend(500);
    await terminal.spend(500);
    bringAgain(terminal, -500);
    bringAgain(terminal, -500);
    await reconcile(terminal);
    expect(terminal.rows()).toEqual([-500, -500, -500, -500]);
    expect(terminal.operations()).toMatchObject([
      { heldReason: 'possibleDouble' },
      { heldReason: 'possibleDouble' },
    ]);
  });
});

describe('a payment in a shared shop whose time is not known', () => {
  const paid = anOperation({
    promise: 'paid',
    ledger: 'present',
    uuid: transactionUuid('own'),
    firstSentAtServer: null,
    lastSentAtServer: null,
    isSettled: true,
  });
  const own = aLedgerRow({ uuid: paid.uuid ?? transactionUuid('own') });
  const after = (ms: number): PrepaidTransaction =>
    aLedgerRow({ uuid: transactionUuid('other'), createdAt: epochMs(own.createdAt + ms) });
  const kindsOf = (rows: PrepaidTransaction[]): string[] =>
    findUnclaimedRows(
      { rows },
      {
        sent: [paid],
        isOwnShop: false,
        isMeantAsOwn: false,
        isClaimed: (uuid) => uuid === paid.uuid,
        isReversed: () => false,
      },
    ).map(({ kind }) => kind);

  it('is suspected of a row like it that came soon after its own row', () => {
    expect(kindsOf([own, after(1_000)])).toEqual(['suspect']);
  });

  it('is not suspected of a row that came later', () => {
    expect(kindsOf([own, after(60_000)])).toEqual(['alike']);
  });

  it('is suspected of any row like it if the list does not show its own row', () => {
    expect(kindsOf([after(60_000)])).toEqual(['suspect']);
  });
});
