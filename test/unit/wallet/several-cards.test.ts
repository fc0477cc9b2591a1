/** Several cards of one contact share one balance. */
import { describe, expect, it } from 'vitest';
import { aTerminal, OFFLINE } from '../../builders/terminal.ts';
import { CARD, CONTACT, OTHER_SHOP } from '../../builders/names.ts';

describe('a contact with two cards', () => {
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
