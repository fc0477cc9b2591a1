/** Attacks of a thief who can cut the cable, use several cards, and walk from terminal to terminal. */
import { describe, expect, it } from 'vitest';
import { contactUuid, identifierValue, shopUuid } from '../../../src/shared/ids.ts';
import { cents } from '../../../src/shared/money.ts';
import { aTerminal, OFFLINE, type Terminal } from '../../builders/terminal.ts';
import { CARD, CONTACT, OTHER_SHOP, SHOP } from '../../builders/names.ts';

const MINUTE_MS = 60_000;

async function offline({ world }: Terminal): Promise<void> {
  world.down = 'noLink';
  await world.advance(5_000);
}

function empty({ world }: Terminal): void {
  world.sandbox.data.addTransaction({
    contactUuid: CONTACT,
    amountInCents: -5000,
    shopUuid: OTHER_SHOP,
  });
}

describe('a top-up that staff take back while the cable is cut', () => {
  it('cannot be spent', async () => {
    const terminal = aTerminal({ offlinePolicy: OFFLINE });
    empty(terminal);
    await terminal.topUp(800);
    await terminal.identify();
    await offline(terminal);
    terminal.money.wallet.reverse(terminal.first().id);
    expect(await terminal.identify()).toMatchObject({ availableInCents: 0, canSpend: false });
    expect(await terminal.spendOffline(100)).toMatchObject({ kind: 'notPaid' });
    terminal.world.down = null;
    await terminal.world.advance(MINUTE_MS);
    expect(terminal.balance()).toBe(0);
  });

  it('does not change how much of a cap is used', async () => {
    const terminal = aTerminal({ offlinePolicy: OFFLINE });
    await terminal.topUp(1900);
    await terminal.identify();
    await offline(terminal);
    terminal.money.wallet.reverse(terminal.first().id);
    expect(await terminal.identify()).toMatchObject({ cap: { limitInCents: 1000 } });
  });
});

describe('a top-up that took effect although it was not completed', () => {
  it('cannot be spent before it is taken back', async () => {
    const terminal = aTerminal({ offlinePolicy: OFFLINE });
    empty(terminal);
    terminal.fault({ kind: 'commitLate', delayMs: 11_500 }, { method: 'POST' });
    expect(await terminal.topUp(800)).toMatchObject({ kind: 'notCompleted' });
    await terminal.world.advance(2_000);
    expect(await terminal.identify()).toMatchObject({ isLive: true });
    expect(terminal.rows()).toEqual([800]);
    await offline(terminal);
    expect(await terminal.identify()).toMatchObject({ availableInCents: 0, canSpend: false });
    expect(await terminal.spendOffline(100)).toMatchObject({ kind: 'notPaid' });
    terminal.world.down = null;
    await terminal.world.advance(10 * MINUTE_MS);
    expect(terminal.rows()).toEqual([800, -800]);
  });
});

describe('a contact who overdrew offline', () => {
  async function overspent(overdraft: 'allow' | 'refuse'): Promise<Terminal> {
    const terminal = aTerminal({ offlinePolicy: OFFLINE });
    terminal.world.sandbox.setBehaviour({ overdraft });
    await terminal.identify();
    empty(terminal);
    await offline(terminal);
    expect(await terminal.spendOffline(900)).toMatchObject({ kind: 'paid' });
    terminal.world.down = null;
    await terminal.world.advance(MINUTE_MS);
    return terminal;
  }

  it.each(['allow', 'refuse'] as const)(
    'gets no more offline promises, whether the server allows or refuses it: %s',
    async (overdraft) => {
      const terminal = await overspent(overdraft);
      const { seenCards, journal } = terminal.opened;
      expect(seenCards.isStopped(contactUuid(CONTACT))).toBe(true);
      // Staff write the operation off. It no longer uses up the caps, but the contact stays on the stop list.
      for (const { id } of journal.held()) {
        journal.write(() =>
          journal.change(id, 'decided', {
            heldReason: null,
            decision: 'writtenOff',
            decidedBy: 'staff',
          }),
        );
      }
      await offline(terminal);
      expect(await terminal.spendOffline(100)).toMatchObject({ kind: 'notPaid' });
    },
  );

  it('can spend offline again after a look-up has shown a balance of at least zero', async () => {
    const terminal = await overspent('allow');
    terminal.world.sandbox.data.addTransaction({ contactUuid: CONTACT, amountInCents: 5000 });
    await terminal.identify();
    await offline(terminal);
    expect(await terminal.spendOffline(100)).toMatchObject({ kind: 'paid' });
  });
});

describe('two cards of one contact at two terminals, each with its own shop,', () => {
  it('cannot both spend the whole balance while the server answers', async () => {
    const first = aTerminal();
    const second = aTerminal({ world: first.world });
    first.world.sandbox.data.addIdentifier({ value: 'P-2', contactUuid: CONTACT });
    const one = await first.beginSpend(5000, CARD);
    const two = await second.beginSpend(5000, 'P-2');
    const told = await first.world.until(Promise.all([one.outcome, two.outcome]));
    expect(told.map(({ kind }) => kind).sort()).toEqual(['notPaid', 'paid']);
    await first.world.advance(MINUTE_MS);
    expect(first.balance()).toBe(0);
  });
});

describe('a cable that is pulled between the confirmation and the reply', () => {
  it('never brings the thief money, whether the spend took effect or not', async () => {
    const terminal = aTerminal({ offlinePolicy: OFFLINE });
    for (const fault of [{ kind: 'dropAfter' }, { kind: 'dropBefore' }] as const) {
      terminal.fault(fault, { method: 'POST' });
      const { outcome } = await terminal.beginSpend(500);
      await terminal.world.advance(11);
      terminal.world.down = 'noLink';
      expect(await terminal.world.until(outcome)).toMatchObject({ kind: 'notCompleted' });
      terminal.world.down = null;
      await terminal.world.advance(10 * MINUTE_MS);
    }
    expect(terminal.balance()).toBe(5000);
  });
});

describe('a power cut', () => {
  it('loses neither offline promises nor payments that are made elsewhere meanwhile', async () => {
    const terminal = aTerminal({ offlinePolicy: OFFLINE });
    await terminal.identify();
    await offline(terminal);
    await terminal.spendOffline(1000);
    empty(terminal);
    terminal.crash();
    await terminal.world.advance(5_000);
    expect(await terminal.spendOffline(1000)).toMatchObject({ kind: 'paid' });
    expect(await terminal.spendOffline(1)).toMatchObject({ kind: 'notPaid' });
    terminal.world.down = null;
    await terminal.world.advance(MINUTE_MS);
    expect(terminal.balance()).toBe(-2000);
    expect(terminal.opened.seenCards.isStopped(contactUuid(CONTACT))).toBe(true);
  });
});

describe('a reply with a row that was in the list before', () => {
  it('proves nothing, so the list is read', async () => {
    const terminal = aTerminal();
    const earlier = terminal.world.sandbox.data.addTransaction({
      contactUuid: CONTACT,
      amountInCents: -500,
      shopUuid: SHOP,
    });
    await terminal.identify();
    const http = terminal.world.http.bind(terminal.world);
    const answer = {
      data: {
        uuid: earlier.uuid,
        amount_in_cents: -500,
        prepaid_balance: { balance_in_cents: 4500, balance: '€45.00' },
        created_at: '2026-01-05T09:00:00+00:00',
        shop: { id: 1, uuid: String(shopUuid(SHOP)), name: 'Kiosk 1', reference: null },
      },
      meta: [],
    };
    // A proxy that answers from its cache.
    terminal.world.http = (request) =>
      request.method === 'POST'
        ? Promise.resolve({
            kind: 'response',
            status: 200,
            headers: { date: new Date(terminal.world.now()).toUTCString() },
            body: JSON.stringify(answer),
          })
        : http(request);
    const told = terminal.money.wallet.spend({
      ...(await terminal.identify()),
      amountInCents: cents(500),
      identifierValue: identifierValue(CARD),
      onStep: () => undefined,
    });
    expect(await terminal.world.until(told)).not.toMatchObject({ kind: 'paid' });
  });
});
