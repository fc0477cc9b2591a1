/**
 * Replies that never come. In the end the ledger matches what the screen told the customer. While the outcome is
 * unknown, the screen never says that the payment failed. No payment is taken twice.
 */
import { expect, it, vi } from 'vitest';
import type { FaultRuleInput } from '../../src/sandbox/faults/fault-book.ts';
import {
  CONTACTS,
  expectMoves,
  expectMovesInTheEnd,
  UNTIL_BOOKED_MS,
  UNTIL_RELEASED_MS,
} from './account.ts';
import { inEveryShell } from './in-every-shell.ts';
import { PATIENCE_MS } from './patience.ts';
import { readCode } from './phone.ts';
import type { Runner } from './runners/runner.ts';
import { openTerminal, type Terminal } from './terminal.ts';

/** Confirms a payment of €5.00. The request for it gets the fault. */
async function spendInto(
  runner: Runner,
  fault: FaultRuleInput['fault'],
  { holdsLookUp = false } = {},
): Promise<Terminal> {
  const terminal = await openTerminal(runner);
  const customer = terminal.customer();
  await customer.holdsCard('krabby');
  await customer.choosesAmount(5_00);
  const { faults } = terminal.account.sandbox();
  faults.add({ fault, route: 'createTransaction' });
  const held = { kind: 'delayReply', delayMs: UNTIL_RELEASED_MS } as const;
  if (holdsLookUp) faults.add({ fault: held, route: 'listTransactions' });
  await customer.confirms(5_00);
  return terminal;
}

/** Like `spendInto`, with an unknown outcome. Holds the look-up until the customer has read that the kiosk is checking. */
async function spendUnknown(runner: Runner, fault: FaultRuleInput['fault']): Promise<Terminal> {
  const terminal = await spendInto(runner, fault, { holdsLookUp: true });
  await terminal.customer().reads('We haven’t had a reply, so we’re checking what happened.');
  await terminal.account.releaseHeld();
  return terminal;
}

/** How many requests to move money reached the account, with any outcome. */
function askedToSpend({ account }: Terminal): number {
  const requests = account.sandbox().requests.entries();
  return requests.filter(
    ({ route, outcome }) => route === 'createTransaction' && outcome.kind === 'arrived',
  ).length;
}

inEveryShell('a payment whose reply is lost', (runner) => {
  it(
    'is looked up and shown as paid if the server booked it before the reply was lost',
    { tags: ['smoke'] },
    async () => {
      const terminal = await spendUnknown(runner, { kind: 'dropAfter' });
      const customer = terminal.customer();

      await customer.sees('paid');
      await customer.readsMoney(45_00);

      await expectMoves(terminal.account, CONTACTS.krabby, [-5_00]);
    },
  );

  it('is looked up and shown as paid if the reply was cut off', async () => {
    const terminal = await spendUnknown(runner, { kind: 'cutBody' });
    const customer = terminal.customer();

    await customer.sees('paid');

    await expectMoves(terminal.account, CONTACTS.krabby, [-5_00]);
  });

  it('is looked up, shown as not completed, and never sent again if the server did not book it', async () => {
    const terminal = await spendUnknown(runner, { kind: 'dropBefore' });
    const customer = terminal.customer();

    await customer.sees('notCompleted');
    await customer.reads(/won’t keep any of your €5\.00/);
    await customer.reads(/^Reference /);

    await expectMoves(terminal.account, CONTACTS.krabby, []);
    expect(askedToSpend(terminal)).toBe(1);
  });

  it('gives a proof for the till, which a phone reads from the QR code', async () => {
    const terminal = await spendUnknown(runner, { kind: 'dropBefore' });
    const customer = terminal.customer();

    await customer.sees('notCompleted');
    await customer.presses('Proof for the till');
    await customer.reads('Scan the code to keep the proof on your phone.');
    const text = await readCode(terminal.page());

    expect(text).toContain('Not completed: €5.00');
    expect(text).toMatch(/^Reference: \S+$/m);
    expect(text).not.toMatch(/\bpaid\b|left on your card/i);
    await customer.presses('Close');
    await customer.presses('Done');
    await customer.sees('idle');
  });

  it('is returned if the server books it after the screen showed that it was not completed', async () => {
    const terminal = await spendUnknown(runner, { kind: 'commitLate', delayMs: UNTIL_BOOKED_MS });
    const customer = terminal.customer();

    await customer.sees('notCompleted');
    await customer.reads(/goes back to your card automatically/);
    await terminal.account.bookLate();

    await expectMovesInTheEnd(terminal.account, CONTACTS.krabby, [-5_00, 5_00]);
    await customer.presses('Done');
    await customer.holdsCard('krabby');
    await customer.readsMoney(50_00);
  });

  it('delays the next payment of the same card, which is then taken once', async () => {
    const terminal = await spendUnknown(runner, { kind: 'commitLate', delayMs: UNTIL_BOOKED_MS });
    const customer = terminal.customer();

    await customer.sees('notCompleted');
    await terminal.account.bookLate();
    await customer.presses('Done');
    await customer.holdsCard('krabby');
    await customer.choosesAmount(2_00);
    await customer.confirms(2_00);
    await customer.sees('paid');

    await vi.waitFor(async () => {
      const moves = await terminal.account.movesOf(CONTACTS.krabby);
      expect(moves.toSorted((a, b) => a - b)).toEqual([-5_00, -2_00, 5_00]);
    }, PATIENCE_MS);
  });

  it('does not delay the payment of another customer', async () => {
    const terminal = await spendUnknown(runner, { kind: 'dropBefore' });
    const customer = terminal.customer();

    await customer.sees('notCompleted');
    await customer.presses('Done');
    await customer.holdsCard('twin');
    await customer.choosesAmount(1_00);
    await customer.confirms(1_00);
    await customer.sees('paid');

    await expectMoves(terminal.account, CONTACTS.twin, [-1_00]);
    await expectMoves(terminal.account, CONTACTS.krabby, []);
  });
});

inEveryShell('a payment while the server has problems', (runner) => {
  it('is looked up and shown as paid if the server booked it and replied with an error', async () => {
    const terminal = await spendInto(runner, { kind: 'html500', commits: true });

    await terminal.customer().sees('paid');

    await expectMoves(terminal.account, CONTACTS.krabby, [-5_00]);
  });

  it('is shown as not paid if the server is too busy', async () => {
    const terminal = await spendInto(runner, { kind: 'tooMany429' });
    const customer = terminal.customer();

    await customer.sees('notPaid');
    await customer.reads('None of the €5.00 was taken.');

    await expectMoves(terminal.account, CONTACTS.krabby, []);
    expect(askedToSpend(terminal)).toBe(1);
  });

  it('is paid once if the customer tries again and confirms it again', async () => {
    const terminal = await spendInto(runner, { kind: 'tooMany429' });
    const customer = terminal.customer();

    await customer.sees('notPaid');
    await customer.presses('Try again');
    await customer.sees('confirm');
    expect(askedToSpend(terminal)).toBe(1);
    await customer.confirms(5_00);
    await customer.sees('paid');
    await customer.readsMoney(45_00);

    await expectMoves(terminal.account, CONTACTS.krabby, [-5_00]);
  });
});
