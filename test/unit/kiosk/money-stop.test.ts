/** A clean stop. The journal is closed after the stop, so nothing must write to it then. */
import { describe, expect, it } from 'vitest';
import type { PaymentOutcome } from '../../../src/main/wallet/results.ts';
import { identifierValue } from '../../../src/shared/ids.ts';
import { cents } from '../../../src/shared/money.ts';
import { aTerminal, type Terminal } from '../../builders/terminal.ts';
import { CARD } from '../../builders/names.ts';

const MINUTE_MS = 60_000;

/** Stops as the kiosk does: closes the journal as soon as the money part has stopped. */
function stopped({ money, opened }: Terminal): Promise<string> {
  return money.stop().then(() => {
    opened.close();
    return 'closed';
  });
}

describe('a clean stop', () => {
  it('waits for a payment under way, until its customer sees the result', async () => {
    const terminal = aTerminal();
    const { outcome } = await terminal.beginSpend(500);
    const outcomes: PaymentOutcome[] = [];
    const recorded = outcome.then((answer) => outcomes.push(answer));
    const end = terminal.money.stop().then(() => outcomes.length);
    await terminal.world.until(Promise.all([recorded, end]));
    expect(await end).toBe(1);
    expect(outcomes).toMatchObject([{ kind: 'paid' }]);
    expect(terminal.first()).toMatchObject({ promise: 'paid', isSettled: true });
  });

  it('waits for a payment whose lost reply is being looked up', async () => {
    const terminal = aTerminal();
    terminal.fault({ kind: 'dropAfter' }, { method: 'POST' });
    const { outcome } = await terminal.beginSpend(500);
    await terminal.world.advance(100);
    const end = stopped(terminal);
    expect(await terminal.world.until(outcome)).toMatchObject({ kind: 'paid' });
    expect(await terminal.world.until(end)).toBe('closed');
  });

  it('waits for a card that is being looked up', async () => {
    const terminal = aTerminal();
    const looked = terminal.money.wallet.identify(identifierValue(CARD));
    const end = stopped(terminal);
    expect(await terminal.world.until(looked)).toMatchObject({ kind: 'found' });
    expect(await terminal.world.until(end)).toBe('closed');
  });

  it('lets no new look-up or payment begin', async () => {
    const terminal = aTerminal();
    const known = await terminal.identify();
    const { outcome } = await terminal.beginSpend(500);
    const end = terminal.money.stop();
    const { wallet } = terminal.money;
    expect(await wallet.identify(identifierValue(CARD))).toEqual({
      kind: 'lookUpProblem',
      problem: 'busy',
    });
    const late = { ...known, amountInCents: cents(100), onStep: () => undefined };
    expect(await wallet.spend(late)).toMatchObject({ kind: 'notPaid', reason: 'busy' });
    expect(await wallet.topUp(late)).toMatchObject({ kind: 'notPaid', reason: 'busy' });
    await terminal.world.until(Promise.all([outcome, end]));
    expect(terminal.operations()).toHaveLength(1);
  });

  it('does not wait for a promise that the disk does not accept, because the next start decides the same', async () => {
    const terminal = aTerminal();
    const { outcome } = await terminal.beginSpend(500);
    await terminal.world.advance(15);
    terminal.opened.db.pragma('query_only = ON');
    expect(await terminal.world.until(outcome)).toMatchObject({ kind: 'notCompleted' });
    expect(await terminal.world.until(stopped(terminal))).toBe('closed');
    await terminal.world.advance(MINUTE_MS);
  });

  it('ends a daily report before its next contact, which the next report will cover', async () => {
    const terminal = aTerminal({ isQuiet: true });
    await terminal.spend(500);
    const report = terminal.money.reconciler.runDaily();
    const end = terminal.money.stop().then(() => terminal.opened.reports.last() !== null);
    await terminal.world.until(report);
    expect(await terminal.world.until(end)).toBe(true);
  });
});
