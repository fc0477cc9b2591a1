/** A kiosk without a network shows this with the reason, shows nothing wrong about money, and recovers by itself. */
import { expect, it } from 'vitest';
import {
  CONTACTS,
  expectMoves,
  expectMovesInTheEnd,
  UNTIL_RELEASED_MS,
  type Account,
} from './account.ts';
import { inEveryShell } from './in-every-shell.ts';
import { openTerminal } from './terminal.ts';

const REFUSED = /^The service can’t be reached$/;

inEveryShell('a kiosk without a network', (runner) => {
  it('reports this at the start, shows no balance, and serves customers once the network is back', async () => {
    const { account, ...terminal } = await openTerminal(runner, { isOffline: true });
    const customer = terminal.customer();

    await customer.reads(REFUSED);
    await customer.sees('idle');
    await customer.scans('krabby');
    await customer.reads('Your balance can’t be shown now');
    await customer.reads(/this kiosk hasn’t read your card before/);

    await account.comeBack();
    await customer.readsNoMore(REFUSED);
    await customer.presses('Try again');
    await customer.sees('balance');
    await customer.readsMoney(50_00);
  });

  it('reports this in the middle of a session, and takes no money', async () => {
    const { account, ...terminal } = await openTerminal(runner);
    const customer = terminal.customer();

    await customer.holdsCard('krabby');
    await customer.choosesAmount(5_00);
    // Once the kiosk has noticed, there is nothing to press.
    await customer.payButton(5_00).click({ trial: true });
    await account.goAway();
    await customer.confirms(5_00);
    await customer.sees('notPaid');
    await customer.reads('The connection was lost before your payment was sent.');
    await customer.reads('None of the €5.00 was taken.');
    await customer.reads(REFUSED);

    await account.comeBack();
    await customer.readsNoMore(REFUSED);
    await expectMoves(account, CONTACTS.krabby, []);
  });

  it('shows the last known balance with its age, and takes no payment', async () => {
    const { account, ...terminal } = await openTerminal(runner);
    const customer = terminal.customer();

    await customer.holdsCard('krabby');
    await customer.presses('Stop');
    await customer.sees('idle');
    await account.goAway();
    await customer.reads(REFUSED);
    await customer.reads(/You can’t pay right now\./);
    await customer.holdsCard('krabby');
    await customer.readsMoney(50_00);
    await customer.reads(/^Balance at /);

    expect(await customer.button('Pay with this card').count()).toBe(0);
  });
});

inEveryShell('a kiosk that may take payments offline', (runner) => {
  const settings = { offline: { enabled: true, capPerOperationInCents: 10_00 } };

  it(
    'keeps the payments, and sends each once when the network is back',
    { tags: ['smoke'] },
    async () => {
      const { account, ...terminal } = await openTerminal(runner, { settings });
      const customer = terminal.customer();

      await customer.holdsCard('krabby');
      await customer.presses('Stop');
      await account.goAway();
      await customer.reads(REFUSED);
      await customer.reads(/You can still pay, up to a limit\./);
      for (const amountInCents of [5_00, 3_00]) {
        await customer.sees('idle');
        await customer.holdsCard('krabby');
        await customer.readsNoMore(
          'An earlier payment is still being checked. You can pay again after that.',
        );
        await customer.choosesAmount(amountInCents);
        await customer.confirms(amountInCents);
        await customer.sees('paid');
        await customer.reads(/this kiosk keeps your payment/);
        await customer.presses('Done');
      }
      await customer.reads(/2 payments to send/);

      await account.comeBack();
      await customer.readsNoMore(REFUSED);
      await expectMovesInTheEnd(account, CONTACTS.krabby, [-5_00, -3_00]);
      await customer.holdsCard('krabby');
      await customer.readsMoney(42_00);
    },
  );

  it('takes no payment above its limit', async () => {
    const { account, ...terminal } = await openTerminal(runner, { settings });
    const customer = terminal.customer();

    await customer.holdsCard('krabby');
    await customer.presses('Stop');
    await account.goAway();
    await customer.reads(REFUSED);
    await customer.holdsCard('krabby');
    await customer.presses('Pay with this card');
    for (const digit of '1001') await customer.presses(digit);
    await customer.reads('For now, you can pay up to €10.00.');
    await customer.button('Continue').click({ force: true });

    await customer.sees('amount');
  });

  it('keeps the payments through a power cut', async () => {
    const { account, ...terminal } = await openTerminal(runner, { settings });
    const customer = terminal.customer();

    await customer.holdsCard('krabby');
    await customer.choosesAmount(5_00);
    await account.goAway();
    await customer.confirms(5_00);
    await customer.sees('paid');
    await customer.reads(/this kiosk keeps your payment/);
    await terminal.kill();
    await account.comeBack();
    await terminal.start();

    await expectMovesInTheEnd(account, CONTACTS.krabby, [-5_00]);
  });
});

/** The line accepts every request, and nothing is ever answered. */
function fallsSilent(account: Account): void {
  const fault = { kind: 'delayReply', delayMs: UNTIL_RELEASED_MS } as const;
  account.sandbox().faults.add({ fault, times: null });
}

function answersAgain(account: Account): Promise<void> {
  account.sandbox().faults.clear();
  return account.releaseHeld();
}

inEveryShell('a line that accepts everything and never answers', (runner) => {
  const SILENT = /^The service isn’t responding$/;

  it('shows the last known balance of a known card, and replaces it when the ledger answers', async () => {
    const { account, ...terminal } = await openTerminal(runner);
    const customer = terminal.customer();

    await customer.holdsCard('krabby');
    await customer.presses('Stop');
    await customer.sees('idle');
    fallsSilent(account);
    await customer.holdsCard('krabby');
    await customer.readsMoney(50_00);
    await customer.reads(/^Balance at /);
    expect(await customer.button('Pay with this card').count()).toBe(0);

    await answersAgain(account);
    await customer.readsNoMore(/^Balance at /);
    await customer.presses('Pay with this card');
    await customer.sees('amount');
  });

  it('takes the way to pay back in the middle of a session, and gives it again', async () => {
    const { account, ...terminal } = await openTerminal(runner);
    const customer = terminal.customer();

    await customer.holdsCard('krabby');
    await customer.choosesAmount(5_00);
    fallsSilent(account);
    await customer.reads(SILENT);
    await customer.reads(/^Balance at /);
    await customer.reads('Paying isn’t possible right now. Please ask at the till.');
    expect(await customer.button('Pay with this card').count()).toBe(0);

    await answersAgain(account);
    await customer.readsNoMore(SILENT);
    await customer.readsNoMore(/^Balance at /);
    await customer.choosesAmount(5_00);
    await customer.confirms(5_00);
    await customer.sees('paid');
    await expectMoves(account, CONTACTS.krabby, [-5_00]);
  });

  it('lets the customer pay as much as the offline policy allows', async () => {
    const settings = { offline: { enabled: true, capPerOperationInCents: 10_00 } };
    const { account, ...terminal } = await openTerminal(runner, { settings });
    const customer = terminal.customer();

    await customer.holdsCard('krabby');
    await customer.choosesAmount(20_00);
    fallsSilent(account);
    await customer.reads(SILENT);
    await customer.reads('For now, you can pay up to €10.00.');
    await customer.presses('Back');
    await customer.choosesAmount(5_00);
    await customer.confirms(5_00);
    await customer.sees('paid');
    await customer.reads(/this kiosk keeps your payment/);

    await answersAgain(account);
    await expectMovesInTheEnd(account, CONTACTS.krabby, [-5_00]);
  });
});
