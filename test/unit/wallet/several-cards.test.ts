/** Several cards of one contact share one balance. */
import { describe, expect, it } from 'vitest';
import { aTerminal, OFFLINE } from '../../builders/terminal.ts';
import { cents } from '../../../src/shared/money.ts';
import { CARD, CONTACT, OTHER_SHOP } from '../../builders/names.ts';

describe('a contact with two cards', () => {
  it('has offline what a payment showed, also if the reply to the payment was lost', async () => {
    const terminal = aTerminal({ offlinePolicy: { ...OFFLINE } });
    const { data } = terminal.world.sandbox;
    const known = await terminal.identify();
    data.addTransaction({ contactUuid: CONTACT, amountInCents: -4000, shopUuid: OTHER_SHOP });
    terminal.fault({ kind: 'dropAfter' }, { method: 'POST' });
    const told = terminal.money.wallet.spend({
      ...known,
      amountInCents: cents(500),
      onStep: () => undefined,
    });
    expect(await terminal.world.until(told)).toMatchObject({ kind: 'paid', afterInCents: 500 });
    terminal.world.down = 'noLink';
    await terminal.world.advance(10_000);
    expect(await terminal.identify()).toMatchObject({ availableInCents: 500, isLive: false });
  });

  it('can spend with one card offline only what was last seen with the other', async () => {
    const terminal = aTerminal({ offlinePolicy: { ...OFFLINE } });
    const { data } = terminal.world.sandbox;
    data.addIdentifier({ value: 'P-2', contactUuid: CONTACT });
    await terminal.identify('P-2');
    data.addTransaction({ contactUuid: CONTACT, amountInCents: -4800, shopUuid: OTHER_SHOP });
    await terminal.identify(CARD);
    terminal.world.down = 'noLink';
    await terminal.world.advance(10_000);
    await terminal.identify('P-2');
    expect(await terminal.spendOffline(500)).toMatchObject({
      kind: 'notPaid',
      reason: 'offlineLimit',
      availableInCents: 200,
    });
  });
});
