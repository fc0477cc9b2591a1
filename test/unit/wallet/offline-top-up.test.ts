/** Offline top-ups have the same caps and stop list as spends. They cannot be spent before they are in the ledger. */
import { describe, expect, it } from 'vitest';
import { contactUuid, identifierValue } from '../../../src/shared/ids.ts';
import { cents } from '../../../src/shared/money.ts';
import type { PaymentOutcome } from '../../../src/main/wallet/results.ts';
import { aContact, aTerminal, OFFLINE, type Terminal } from '../../builders/terminal.ts';
import { CARD, CONTACT } from '../../builders/names.ts';

const MINUTE_MS = 60_000;

async function offline({ world }: Terminal): Promise<void> {
  world.down = 'noLink';
  await world.advance(5_000);
}

function topUp(
  { world, money }: Terminal,
  amountInCents: number,
  of: { contact?: string; card?: string } = {},
): Promise<PaymentOutcome> {
  return world.until(
    money.wallet.topUp({
      contactUuid: contactUuid(of.contact ?? CONTACT),
      identifierValue: identifierValue(of.card ?? CARD),
      amountInCents: cents(amountInCents),
      onStep: () => undefined,
    }),
  );
}

describe('an offline top-up', () => {
  it('is queued and sent later, and shows the balance less the queued spends', async () => {
    const terminal = aTerminal({ offlinePolicy: OFFLINE });
    await terminal.identify();
    await offline(terminal);
    await terminal.spendOffline(700);
    expect(await topUp(terminal, 900)).toMatchObject({
      kind: 'paid',
      beforeInCents: 4300,
      afterInCents: 5200,
      isInLedger: false,
    });
    terminal.world.down = null;
    await terminal.world.advance(MINUTE_MS);
    expect(terminal.rows()).toEqual([-700, 900]);
  });

  it('cannot be spent before it is in the ledger', async () => {
    const terminal = aTerminal({ offlinePolicy: OFFLINE });
    terminal.world.sandbox.data.addTransaction({ contactUuid: CONTACT, amountInCents: -5000 });
    await terminal.identify();
    await offline(terminal);
    expect(await topUp(terminal, 900)).toMatchObject({ kind: 'paid' });
    expect(await terminal.identify()).toMatchObject({ availableInCents: 0, canSpend: false });
    expect(await terminal.spendOffline(100)).toMatchObject({ kind: 'notPaid' });
  });

  it.each([
    ['of one operation', [1001], 1000],
    ['of the contact', [1000, 1000, 1], 0],
  ])('is refused above the cap %s', async (_, amounts, leftInCents) => {
    const terminal = aTerminal({ offlinePolicy: OFFLINE });
    await terminal.identify();
    await offline(terminal);
    const last = amounts.at(-1) ?? 0;
    for (const amount of amounts.slice(0, -1)) {
      expect(await topUp(terminal, amount)).toMatchObject({ kind: 'paid' });
    }
    expect(await topUp(terminal, last)).toEqual({
      kind: 'notPaid',
      reason: 'offlineLimit',
      availableInCents: leftInCents,
    });
    expect(terminal.operations()).toHaveLength(amounts.length - 1);
  });

  it('is refused above the cap of the terminal, even over restarts', async () => {
    const policy = { ...OFFLINE, capPerTerminalInCents: cents(1500) };
    const terminal = aTerminal({ offlinePolicy: policy });
    aContact(terminal.world, 'krabs', 'K-1');
    await terminal.identify();
    await terminal.identify('K-1');
    await offline(terminal);
    expect(await topUp(terminal, 1000)).toMatchObject({ kind: 'paid' });
    terminal.crash();
    await terminal.world.advance(5_000);
    const other = { contact: 'krabs', card: 'K-1' };
    expect(await topUp(terminal, 501, other)).toMatchObject({ reason: 'offlineLimit' });
    expect(await topUp(terminal, 500, other)).toMatchObject({ kind: 'paid' });
  });

  it('does not use up the caps of spends, and spends do not use up the caps of top-ups', async () => {
    const terminal = aTerminal({ offlinePolicy: OFFLINE });
    await terminal.identify();
    await offline(terminal);
    for (const amount of [1000, 1000]) await terminal.spendOffline(amount);
    expect(await topUp(terminal, 1000)).toMatchObject({ kind: 'paid' });
    expect(await topUp(terminal, 1000)).toMatchObject({ kind: 'paid' });
  });

  it.each([CARD, CONTACT])('is refused if %s is on the stop list', async (value) => {
    const terminal = aTerminal({ offlinePolicy: OFFLINE });
    await terminal.identify();
    await offline(terminal);
    const { seenCards } = terminal.opened;
    seenCards.stop(identifierValue(value), 'inactive', terminal.world.now());
    expect(await topUp(terminal, 100)).toMatchObject({ kind: 'notPaid', reason: 'offline' });
  });

  it('is refused for a card whose last look-up is too old, or that belongs to another contact', async () => {
    const terminal = aTerminal({ offlinePolicy: OFFLINE });
    await terminal.identify();
    await offline(terminal);
    expect(await topUp(terminal, 100, { contact: 'krabs' })).toMatchObject({ reason: 'offline' });
    await terminal.world.advance(OFFLINE.balanceAgeMsMax);
    expect(await topUp(terminal, 100)).toMatchObject({ reason: 'offline' });
    expect(terminal.operations()).toEqual([]);
  });

  it('is refused if the server answers but refuses this terminal', async () => {
    const terminal = aTerminal({ offlinePolicy: OFFLINE });
    await terminal.identify();
    terminal.world.sandbox.setBehaviour({ token: 'expired' });
    await terminal.world.advance(5_000);
    expect(await topUp(terminal, 100)).toMatchObject({ reason: 'tokenRefused' });
  });
});
