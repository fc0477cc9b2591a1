/** Rows that appear when they are no longer expected. */
import { describe, expect, it } from 'vitest';
import { transactionUuid } from '../../../src/shared/ids.ts';
import { aTerminal, type Terminal } from '../../builders/terminal.ts';
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
  it('is taken back if the network delivers it again and it then takes effect', async () => {
    const terminal = aTerminal();
    terminal.fault({ kind: 'tooMany429' }, { route: 'createTransaction' });
    expect(await terminal.spend(500)).toMatchObject({ kind: 'notPaid', reason: 'busy' });
    bringAgain(terminal, -500);
    await terminal.world.advance(MINUTE_MS);
    await reconcile(terminal);
    expect(terminal.rows()).toEqual([-500, 500]);
  });

  it('is taken back even if the refusal was final', async () => {
    const terminal = aTerminal();
    terminal.world.sandbox.setBehaviour({ overdraft: 'refuse' });
    expect(await terminal.spend(9000)).toMatchObject({ kind: 'notPaid' });
    bringAgain(terminal, -9000);
    terminal.world.sandbox.setBehaviour({ overdraft: 'allow' });
    await reconcile(terminal);
    expect(terminal.rows()).toEqual([-9000, 9000]);
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
