/** The contact and the balance of a card, online and offline. */
import { describe, expect, it } from 'vitest';
import { readHistory } from '../../../src/main/wallet/history.ts';
import type { Identified } from '../../../src/main/wallet/results.ts';
import { contactUuid, identifierValue } from '../../../src/shared/ids.ts';
import { aContact, aTerminal, OFFLINE, type Terminal } from '../../builders/terminal.ts';
import { CARD, CONTACT, OTHER_SHOP } from '../../builders/names.ts';

function identified({ world, money }: Terminal, card = CARD): Promise<Identified> {
  return world.until(money.wallet.identify(identifierValue(card)));
}

/** The duration of a look-up, in round trips. */
async function roundTrips(terminal: Terminal): Promise<number> {
  const before = terminal.world.monotonicMs();
  await identified(terminal);
  return (terminal.world.monotonicMs() - before) / (2 * terminal.world.latencyMs);
}

describe('a card', () => {
  it('is looked up in two round trips if it is new, and in one if it is known', async () => {
    const terminal = aTerminal({ isQuiet: true });
    expect(await roundTrips(terminal)).toBe(2);
    expect(await roundTrips(terminal)).toBe(1);
  });

  it('shows name, balance and the last transactions, the newest first', async () => {
    const terminal = aTerminal();
    await terminal.world.advance(5_000);
    await terminal.spend(500);
    await terminal.world.advance(5_000);
    const { cardName, availableInCents, isLive, canSpend, history } = await terminal.identify();
    expect({ cardName, availableInCents, isLive, canSpend }).toEqual({
      cardName: 'Card of plankton',
      availableInCents: 4500,
      isLive: true,
      canSpend: true,
    });
    expect(history?.items.map(({ amountInCents }) => amountInCents)).toEqual([-500, 5000]);
  });

  it('shows the balance of its new contact, never of the old one, if it has moved to another contact', async () => {
    const terminal = aTerminal();
    await terminal.identify();
    aContact(terminal.world, 'krabs', 'K-1');
    terminal.world.sandbox.data.addTransaction({ contactUuid: 'krabs', amountInCents: -4999 });
    terminal.world.sandbox.data.changeIdentifier({ value: CARD, contactUuid: 'krabs' });
    expect(await terminal.identify()).toMatchObject({ contactUuid: 'krabs', availableInCents: 1 });
  });

  it.each([
    ['unknown', 'NOBODY', {}],
    ['inactive', CARD, { active: false }],
    ['unlinked', CARD, { contactUuid: null }],
  ] as const)(
    'that is %s gets that answer, and is forgotten for offline use',
    async (problem, card, change) => {
      const terminal = aTerminal({ offlinePolicy: OFFLINE });
      await terminal.identify();
      terminal.world.sandbox.data.changeIdentifier({ value: CARD, ...change });
      expect(await identified(terminal, card)).toEqual({ kind: 'cardProblem', problem });
      terminal.world.down = 'noLink';
      const offline = await identified(terminal, card);
      expect(offline).toEqual({ kind: 'lookUpProblem', problem: 'offline' });
    },
  );

  it('can spend offline again after it was inactive, once the server has shown it as active', async () => {
    const terminal = aTerminal({ offlinePolicy: OFFLINE });
    const { seenCards } = terminal.opened;
    const { data } = terminal.world.sandbox;
    data.changeIdentifier({ value: CARD, active: false });
    await identified(terminal);
    expect(seenCards.isStopped(identifierValue(CARD))).toBe(true);
    data.changeIdentifier({ value: CARD, active: true });
    await identified(terminal);
    expect(seenCards.isStopped(identifierValue(CARD))).toBe(false);
  });

  it.each([
    [{ token: 'expired' }, 'tokenRefused'],
    [{ account: 'inactive' }, 'accountInactive'],
    [{ rateLimit: 1 }, 'busy'],
  ] as const)('cannot be looked up with %j', async (behaviour, problem) => {
    const terminal = aTerminal({ isQuiet: true });
    terminal.world.sandbox.setBehaviour(behaviour);
    await identified(terminal);
    expect(await identified(terminal)).toEqual({ kind: 'lookUpProblem', problem });
  });

  it('shows the last known balance, with its time, while offline', async () => {
    const terminal = aTerminal();
    const { asOf } = await terminal.identify();
    terminal.world.down = 'noLink';
    await terminal.world.advance(60_000);
    expect(await terminal.identify()).toMatchObject({
      availableInCents: 5000,
      asOf,
      isLive: false,
      canSpend: false,
      cap: null,
    });
  });

  it('has less to spend while a promised spend is not in the ledger yet, and is shown without waiting for that spend', async () => {
    const terminal = aTerminal({ offlinePolicy: OFFLINE });
    await terminal.identify();
    terminal.world.down = 'noLink';
    await terminal.world.advance(5_000);
    await terminal.spendOffline(700);
    expect(await terminal.identify()).toMatchObject({
      availableInCents: 4300,
      isEarlierUnsettled: false,
      cap: { kind: 'offline', limitInCents: 1000 },
    });
  });

  it('shows no history if the list ignores its contact filter', async () => {
    const terminal = aTerminal({ isQuiet: true });
    aContact(terminal.world, 'krabs', 'K-1');
    const read = terminal.money.read;
    const foreign = await terminal.world.until(
      read.listTransactions({ contactUuid: contactUuid('krabs'), shopUuid: null, page: 1 }),
    );
    const answer = await terminal.world.until(
      readHistory(
        { ...read, listTransactions: () => Promise.resolve(foreign) },
        contactUuid(CONTACT),
      ),
    );
    expect(answer).toBeNull();
  });

  it('has its balance read again if one of its operations was settled meanwhile', async () => {
    const terminal = aTerminal();
    const { outcome } = await terminal.beginSpend(500);
    const looked = terminal.money.wallet.identify(identifierValue(CARD));
    await terminal.world.until(outcome);
    expect(await terminal.world.until(looked)).toMatchObject({
      customer: { availableInCents: 4500 },
    });
  });

  it('has no rows of other shops in its baseline', async () => {
    const terminal = aTerminal();
    terminal.world.sandbox.data.addTransaction({
      contactUuid: CONTACT,
      amountInCents: -500,
      shopUuid: OTHER_SHOP,
    });
    terminal.fault({ kind: 'dropBefore' }, { method: 'POST' });
    await terminal.spend(500);
    await terminal.world.advance(600_000);
    expect(terminal.operations()).toMatchObject([{ ledger: 'absent' }]);
  });
});

describe('the limits', () => {
  it('include the maximum of the owner, which the wallet enforces too', async () => {
    const terminal = aTerminal({ maximumInCents: 1000 });
    expect(await terminal.identify()).toMatchObject({
      cap: { kind: 'maximum', limitInCents: 1000 },
    });
    expect(await terminal.spend(1001)).toMatchObject({ kind: 'notPaid', reason: 'unexpected' });
    expect(await terminal.spend(1000)).toMatchObject({ kind: 'paid' });
  });

  it.each([0, -500])('refuse an amount of %i', async (amountInCents) => {
    const terminal = aTerminal();
    expect(await terminal.spend(amountInCents)).toMatchObject({ kind: 'notPaid' });
    expect(await terminal.topUp(amountInCents)).toMatchObject({ kind: 'notPaid' });
    expect(terminal.operations()).toEqual([]);
  });

  it('allow balances but no payments while the journal is damaged', async () => {
    const terminal = aTerminal({ takesMoney: false });
    expect(await terminal.identify()).toMatchObject({ availableInCents: 5000, canSpend: false });
    expect(await terminal.spend(500)).toMatchObject({ kind: 'notPaid', reason: 'damaged' });
    expect(await terminal.topUp(500)).toMatchObject({ kind: 'notPaid', reason: 'damaged' });
    expect(terminal.rows()).toEqual([]);
  });
});

describe('a reply that is not as documented', () => {
  it.each([
    'missingUuid',
    'balanceAsText',
    'missingData',
    'nullBody',
    'malformedJson',
    'emptyBody',
  ] as const)('gives no balance: %s', async (kind) => {
    const terminal = aTerminal({ isQuiet: true });
    terminal.fault({ kind }, { times: null });
    expect((await identified(terminal)).kind).toBe('lookUpProblem');
  });

  it('is still accepted if it only has unknown fields', async () => {
    const terminal = aTerminal();
    terminal.world.sandbox.setBehaviour({ extraFields: true, emptyMeta: 'object' });
    expect(await terminal.spend(500)).toMatchObject({ kind: 'paid', afterInCents: 4500 });
  });

  it.each(['unstable', 'shuffled', 'descending'] as const)(
    'neither loses nor adds a payment because of the order of its list: %s',
    async (listOrder) => {
      const terminal = aTerminal();
      for (let count = 0; count < 65; count++) {
        terminal.world.sandbox.data.addTransaction({
          contactUuid: CONTACT,
          amountInCents: -1,
          shopUuid: 'kiosk-1',
        });
      }
      terminal.world.sandbox.setBehaviour({ listOrder });
      terminal.fault({ kind: 'dropAfter' }, { method: 'POST' });
      const told = await terminal.spend(500);
      await terminal.world.advance(3_600_000);
      const [held] = terminal.opened.journal.held();
      const net = terminal.rows().reduce((sum, amountInCents) => sum + amountInCents, 65);
      const promised = told.kind === 'paid' ? -500 : 0;
      expect(held?.heldReason ?? net).toBe(held === undefined ? promised : 'inconclusive');
    },
  );

  it.each([10_000, 40_000])(
    'never causes a double charge if it is %i ms out of date',
    async (lagMs) => {
      const terminal = aTerminal();
      terminal.world.sandbox.setBehaviour({ listLagMs: lagMs, balanceLagMs: lagMs });
      terminal.fault({ kind: 'dropAfter' }, { method: 'POST' });
      expect(await terminal.spend(500)).toMatchObject({ kind: 'notCompleted' });
      await terminal.world.advance(3_600_000);
      expect(terminal.rows()).toEqual([-500, 500]);
    },
  );
});
