/** Cards, balances and accounts that are refused: each has its own text, and nothing is taken. */
import { describe, expect, it } from 'vitest';
import { CONTACTS, expectMoves, expectMovesInTheEnd } from './account.ts';
import type { CardName } from './customer.ts';
import { inEveryShell } from './in-every-shell.ts';
import { typeAsScanner } from './scanner.ts';
import { openTerminal } from './terminal.ts';

inEveryShell('a card that cannot be used', (runner) => {
  const CASES: { card: CardName; words: string; advice: string }[] = [
    {
      card: 'blocked',
      words: 'This card isn’t active any more',
      advice: 'Please ask at the till for a new one.',
    },
    {
      card: 'unknown',
      words: 'We don’t recognise this card',
      advice: 'Try another card, or ask at the till.',
    },
    {
      card: 'unlinked',
      words: 'This card isn’t registered yet',
      advice: 'Ask at the till to have it registered in your name. It takes a minute.',
    },
  ];

  it('is shown as inactive, unknown or without an owner, and the next card works', async () => {
    const terminal = await openTerminal(runner);
    const customer = terminal.customer();

    for (const { card, words, advice } of CASES) {
      await customer.sees('idle');
      await customer.scans(card);
      await customer.reads(words);
      await customer.reads(advice);
      await customer.presses('Start again');
    }
    await customer.holdsCard('krabby');

    expect(terminal.log()).not.toMatch(/LOST-0001|BLANK-0001|UNKNOWN-0001/);
  });

  it('is still charged, through its contact, if it is blocked in the middle of the session', async () => {
    const { account, ...terminal } = await openTerminal(runner);
    const customer = terminal.customer();

    await customer.holdsCard('krabby');
    await customer.choosesAmount(5_00);
    account.sandbox().data.changeIdentifier({ value: 'cilwjefwnsvidjfkjskjf', active: false });
    await customer.confirms(5_00);
    await customer.sees('paid');

    await expectMoves(account, CONTACTS.krabby, [-5_00]);
  });
});

inEveryShell('too little balance', (runner) => {
  it('is shown on the amount screen, where the customer cannot continue', async () => {
    const { account, ...terminal } = await openTerminal(runner);
    const customer = terminal.customer();

    await customer.holdsCard('krabby');
    await customer.presses('Pay with this card');
    for (const digit of '5001') await customer.presses(digit);
    await customer.reads('That’s more than you have. You can pay up to €50.00.');
    await customer.button('Continue').click({ force: true });
    await customer.sees('amount');
    await customer.presses('Erase');
    await customer.reads('You can pay up to €50.00.');
    await customer.readsMoney(5_00);
    await customer.presses('Continue');
    await customer.sees('confirm');

    await expectMoves(account, CONTACTS.krabby, []);
  });

  it('is shown for an empty card, without a button to pay', async () => {
    const terminal = await openTerminal(runner);
    const customer = terminal.customer();

    await customer.sees('idle');
    await customer.scans('empty');
    await customer.reads('There’s nothing on your card');
    await customer.reads('You can top up your card at the till.');

    expect(await customer.button('Pay with this card').count()).toBe(0);
  });

  it('is shown if another till was faster, and the kiosk returns the money that it took', async () => {
    const { account, ...terminal } = await openTerminal(runner);
    const customer = terminal.customer();

    await customer.holdsCard('krabby');
    await customer.choosesAmount(20_00);
    account.sandbox().data.addTransaction({ contactUuid: CONTACTS.krabby, amountInCents: -45_00 });
    await customer.confirms(20_00);
    await customer.sees('notPaid');
    await customer.reads('There isn’t enough on your card.');
    await customer.reads('You have €5.00. Pay less, or top up your card at the till.');

    await expectMovesInTheEnd(account, CONTACTS.krabby, [-45_00, -20_00, 20_00]);
    await customer.presses('Done');
    await customer.holdsCard('krabby');
    await customer.readsMoney(5_00);
  });
});

inEveryShell('a scan that is not a card', (runner) => {
  it('gets a notice, and the next scan works', async () => {
    const settings = { identifier: { pattern: '[a-z]+' } };
    const terminal = await openTerminal(runner, { settings });
    const customer = terminal.customer();

    await customer.sees('idle');
    await typeAsScanner(terminal.page(), 'x'.repeat(600));
    await customer.reads('We couldn’t use that scan. Please try again.');
    await customer.readsNoMore('We couldn’t use that scan. Please try again.');
    await customer.scans('gold');
    await customer.reads('We couldn’t use that scan. Please try again.');
    await customer.scans('krabby');
    await customer.sees('balance');
  });
});

inEveryShell('a kiosk that its account refuses', (runner) => {
  it('is out of service if its token is wrong, and shows what to do', async () => {
    const environment = { KIOSK_API_TOKEN: 'not-the-token' };
    const terminal = await openTerminal(runner, { environment });
    const customer = terminal.customer();

    await customer.reads('This kiosk is out of service');
    await customer.reads(/Leat doesn’t accept the access token/);

    expect(terminal.log()).not.toContain('not-the-token');
  });

  it('is out of service if its shop is not in the account, and lists the shops', async () => {
    const environment = { KIOSK_SHOP_UUID: 'no-such-shop' };
    const terminal = await openTerminal(runner, { environment });
    const customer = terminal.customer();

    await customer.reads('This kiosk is out of service');
    await customer.reads(/The chosen shop isn’t in this account/);
    await customer.reads('Krusty Krab');
    await customer.reads('123123');
    await customer.reads('Chum Bucket Online');
  });

  describe('in the middle of a session', () => {
    it('takes no money, and shows that the card is not the reason', async () => {
      const { account, ...terminal } = await openTerminal(runner);
      const customer = terminal.customer();

      await customer.holdsCard('krabby');
      await customer.choosesAmount(5_00);
      // Once the kiosk has noticed, there is nothing to press.
      await customer.payButton(5_00).click({ trial: true });
      account.sandbox().setBehaviour({ token: 'expired' });
      await customer.confirms(5_00);
      await customer.sees('notPaid');
      await customer.reads('Something is wrong on our side.');

      await expectMoves(account, CONTACTS.krabby, []);
    });
  });
});
