/**
 * Replies that never come. What the customer is told and what the ledger has are the same in the end:
 * never a plain failure while nobody knows, and never twice.
 */
import { expect, it, vi } from 'vitest';
import type { FaultRuleInput } from '../../src/sandbox/faults/fault-book.ts';
import { CONTACTS, expectMoves, expectMovesInTheEnd, UNTIL_TOLD_MS } from './account.ts';
import { inEveryShell } from './in-every-shell.ts';
import type { Runner } from './runners/runner.ts';
import { openTerminal, type Terminal } from './terminal.ts';

/** Longer than anybody is kept waiting for proof. */
const TOLD = { timeoutMs: 40_000 };

/** Confirms a spend of €5.00 that meets the fault. */
async function spendInto(runner: Runner, fault: FaultRuleInput['fault']): Promise<Terminal> {
  const terminal = await openTerminal(runner);
  const customer = terminal.customer();
  await customer.holdsCard('krabby');
  await customer.choosesAmount(5_00);
  const { faults } = terminal.account.sandbox();
  faults.add({ fault, route: 'createTransaction' });
  // So that the checking lasts long enough to be read.
  faults.add({ fault: { kind: 'delayReply', delayMs: 2_000 }, route: 'listTransactions' });
  await customer.confirms(5_00);
  return terminal;
}

/** How many times the account was asked to move money, whatever came of it. */
function askedToSpend({ account }: Terminal): number {
  const requests = account.sandbox().requests.entries();
  return requests.filter(
    ({ route, outcome }) => route === 'createTransaction' && outcome.kind === 'arrived',
  ).length;
}

inEveryShell('a payment whose reply is lost', (runner) => {
  it('after it was booked is checked, found, and told as paid', async () => {
    const terminal = await spendInto(runner, { kind: 'dropAfter' });
    const customer = terminal.customer();

    await customer.sees('paying');
    await customer.reads('No answer came, so we’re checking what happened.');
    await customer.sees('paid', TOLD);
    await customer.readsMoney(45_00);

    await expectMoves(terminal.account, CONTACTS.krabby, [-5_00]);
  });

  it('in a reply that is cut off is checked, found, and told as paid', async () => {
    const terminal = await spendInto(runner, { kind: 'cutBody' });
    const customer = terminal.customer();

    await customer.reads('No answer came, so we’re checking what happened.');
    await customer.sees('paid', TOLD);

    await expectMoves(terminal.account, CONTACTS.krabby, [-5_00]);
  });

  it('before it was booked is checked, told as not completed, and never sent again', async () => {
    const terminal = await spendInto(runner, { kind: 'dropBefore' });
    const customer = terminal.customer();

    await customer.reads('No answer came, so we’re checking what happened.');
    await customer.sees('notCompleted', TOLD);
    await customer.reads(/none of your €5\.00 will be kept/);
    await customer.reads(/^Reference /);

    await expectMoves(terminal.account, CONTACTS.krabby, []);
    expect(askedToSpend(terminal)).toBe(1);
  });

  it('and that is booked after the customer was told is given back', async () => {
    const terminal = await spendInto(runner, { kind: 'commitLate', delayMs: UNTIL_TOLD_MS });
    const customer = terminal.customer();

    await customer.reads('No answer came, so we’re checking what happened.');
    await customer.sees('notCompleted', TOLD);
    await customer.reads(/you’ll get it back automatically/);
    terminal.account.booksWhatIsLate();

    await expectMovesInTheEnd(terminal.account, CONTACTS.krabby, [-5_00, 5_00]);
    await customer.presses('Done');
    await customer.holdsCard('krabby');
    await customer.readsMoney(50_00);
  });

  it('lets the next payment of the same card wait for it, and takes that one once', async () => {
    const terminal = await spendInto(runner, { kind: 'commitLate', delayMs: UNTIL_TOLD_MS });
    const customer = terminal.customer();

    await customer.sees('notCompleted', TOLD);
    terminal.account.booksWhatIsLate();
    await customer.presses('Done');
    await customer.holdsCard('krabby');
    await customer.choosesAmount(2_00);
    await customer.confirms(2_00);
    await customer.sees('paid', TOLD);

    await vi.waitFor(async () => {
      const moves = await terminal.account.movesOf(CONTACTS.krabby);
      expect(moves.toSorted((a, b) => a - b)).toEqual([-5_00, -2_00, 5_00]);
    }, 30_000);
  });

  it('does not hold up another customer', async () => {
    const terminal = await spendInto(runner, { kind: 'dropBefore' });
    const customer = terminal.customer();

    await customer.sees('notCompleted', TOLD);
    await customer.presses('Done');
    await customer.holdsCard('twin');
    await customer.choosesAmount(1_00);
    await customer.confirms(1_00);
    await customer.sees('paid');

    await expectMoves(terminal.account, CONTACTS.twin, [-1_00]);
    await expectMoves(terminal.account, CONTACTS.krabby, []);
  });
});

inEveryShell('a payment that meets a server in trouble', (runner) => {
  it('is told as paid when the server had booked it and answered with a fault', async () => {
    const terminal = await spendInto(runner, { kind: 'html500', commits: true });

    await terminal.customer().sees('paid', TOLD);

    await expectMoves(terminal.account, CONTACTS.krabby, [-5_00]);
  });

  it('is told as not paid when the server turned it away for now', async () => {
    const terminal = await spendInto(runner, { kind: 'tooMany429' });
    const customer = terminal.customer();

    await customer.sees('notPaid');
    await customer.reads('None of the €5.00 was taken.');

    await expectMoves(terminal.account, CONTACTS.krabby, []);
    expect(askedToSpend(terminal)).toBe(1);
  });
});
