/** A contact's operations reach the ledger in order: a reversal comes before a new spend. */
import { describe, expect, it } from 'vitest';
import { aTerminal, OFFLINE, type Terminal } from '../../builders/terminal.ts';
import { cents } from '../../../src/shared/money.ts';
import { OTHER_SHOP, CONTACT } from '../../builders/names.ts';

const MINUTE_MS = 60_000;

function held(terminal: Terminal): (string | null)[] {
  return terminal.opened.journal.held().map(({ heldReason }) => heldReason);
}

describe('a spend after one that was settled since the look-up', () => {
  it('is not held if it is lost, although the balance has changed by its amount', async () => {
    const terminal = aTerminal({ offlinePolicy: OFFLINE });
    const known = await terminal.identify();
    terminal.world.down = 'noLink';
    await terminal.world.advance(5_000);
    expect(await terminal.spendOffline(250)).toMatchObject({ kind: 'paid', isInLedger: false });
    terminal.world.down = null;
    await terminal.world.advance(5_000);
    expect(terminal.rows()).toEqual([-250]);
    terminal.fault({ kind: 'captivePortal' }, { method: 'POST' });
    const told = terminal.money.wallet.spend({
      ...known,
      amountInCents: cents(250),
      onStep: () => undefined,
    });
    expect(await terminal.world.until(told)).toMatchObject({ kind: 'notCompleted' });
    await terminal.world.advance(10 * MINUTE_MS);
    expect(terminal.rows()).toEqual([-250]);
    expect(held(terminal)).toEqual([]);
  });
});

describe('a spend after one that took effect although it was not completed', () => {
  it('is sent after the first one is taken back', async () => {
    const terminal = aTerminal();
    terminal.fault({ kind: 'commitLate', delayMs: 9_500 }, { method: 'POST' });
    expect(await terminal.spend(4000)).toMatchObject({ kind: 'notCompleted' });
    // The customer is at the screen while the row of the first spend exists, is found, and is not yet taken back.
    const { outcome } = await terminal.beginSpend(3000);
    while (terminal.rows().length === 0) await terminal.world.advance(100);
    await terminal.world.until(outcome);
    await terminal.world.advance(10 * MINUTE_MS);
    expect(terminal.rows().slice(0, 2)).toEqual([-4000, 4000]);
    expect(held(terminal)).toEqual([]);
  });

  it('is paid even if the balance is too low for both spends together', async () => {
    const terminal = aTerminal({ offlinePolicy: OFFLINE });
    terminal.world.sandbox.setBehaviour({ overdraft: 'refuse' });
    terminal.world.sandbox.data.addTransaction({
      contactUuid: CONTACT,
      amountInCents: -4000,
      shopUuid: OTHER_SHOP,
    });
    terminal.fault({ kind: 'hang', commits: true }, { method: 'POST' });
    const { outcome } = await terminal.beginSpend(800);
    await terminal.world.advance(50);
    terminal.world.down = 'noLink';
    expect(await terminal.world.until(outcome)).toMatchObject({ kind: 'notCompleted' });
    await terminal.identify();
    expect(await terminal.spendOffline(700)).toMatchObject({ kind: 'paid', isInLedger: false });
    terminal.world.down = null;
    await terminal.world.advance(10 * MINUTE_MS);
    expect(terminal.rows()).toEqual([-800, 800, -700]);
    expect(held(terminal)).toEqual([]);
  });
});

describe('a spend that was taken back because the balance was too low', () => {
  it('is out of the ledger before the next one is sent', async () => {
    const terminal = aTerminal();
    expect(await terminal.spend(6000)).toMatchObject({ reason: 'balanceTooLow' });
    expect(await terminal.spend(5000)).toMatchObject({ kind: 'paid', afterInCents: 0 });
    expect(terminal.rows()).toEqual([-6000, 6000, -5000]);
  });
});

describe('a reversal that staff ask for while a spend of the same contact is running', () => {
  it('waits for the outcome of that spend', async () => {
    const terminal = aTerminal();
    await terminal.spend(500);
    terminal.fault({ kind: 'dropAfter' }, { method: 'POST' });
    const { outcome } = await terminal.beginSpend(300);
    await terminal.world.advance(200);
    terminal.money.wallet.reverse(terminal.first().id);
    expect(await terminal.world.until(outcome)).toMatchObject({ kind: 'paid' });
    await terminal.world.advance(MINUTE_MS);
    expect(terminal.rows()).toEqual([-500, -300, 500]);
  });
});
