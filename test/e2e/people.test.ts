/** Several people at one screen: their languages, their cards, and customers who walk away. */
import { describe, expect, it } from 'vitest';
import { CONTACTS, expectMoves, UNTIL_RELEASED_MS } from './account.ts';
import { customerAt, type Customer } from './customer.ts';
import { inEveryShell } from './in-every-shell.ts';
import { openTerminal } from './terminal.ts';

inEveryShell('a customer who reads Dutch', (runner) => {
  it('is served in Dutch until the session ends; the next customer gets the language of the shop', async () => {
    const { account, ...terminal } = await openTerminal(runner);
    const page = terminal.page();
    const customer = customerAt(page, 'nl');

    await customer.choosesLanguage('nl');
    await customer.sees('idle');
    expect(await page.locator('html').getAttribute('lang')).toBe('nl');
    await customer.holdsCard('krabby');
    await customer.choosesAmount(5_00);
    await customer.confirms(5_00);
    await customer.sees('paid');
    await customer.readsMoney(45_00);
    await customer.presses('Klaar');

    await customerAt(page, 'en').sees('idle');
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    await expectMoves(account, CONTACTS.krabby, [-5_00]);
  });
});

inEveryShell('a second scan during a session', (runner) => {
  it('of another card makes the kiosk ask; nothing changes if the customer keeps the first card', async () => {
    const { account, ...terminal } = await openTerminal(runner);
    const customer = terminal.customer();

    await customer.holdsCard('krabby');
    await customer.choosesAmount(5_00);
    await customer.scans('twin');
    await customer.reads('That’s a different card');
    await customer.reads(/a card that ends in 0001/);
    await customer.presses('Keep the first card');
    await customer.confirms(5_00);
    await customer.sees('paid');

    await expectMoves(account, CONTACTS.krabby, [-5_00]);
    await expectMoves(account, CONTACTS.twin, []);
  });

  it(
    'of another card starts a new session if the customer chooses that card',
    { tags: ['smoke'] },
    async () => {
      const { account, ...terminal } = await openTerminal(runner);
      const customer = terminal.customer();

      await customer.holdsCard('krabby');
      await customer.choosesAmount(5_00);
      await customer.scans('twin');
      await customer.presses('Use the other card');
      await customer.sees('balance');
      await customer.readsMoney(31_40);
      await customer.choosesAmount(1_00);
      await customer.confirms(1_00);
      await customer.sees('paid');

      await expectMoves(account, CONTACTS.krabby, []);
      await expectMoves(account, CONTACTS.twin, [-1_00]);
    },
  );

  it('of another card has to wait while a payment is under way', async () => {
    const { account, ...terminal } = await openTerminal(runner);
    const customer = terminal.customer();
    account.sandbox().faults.add({
      fault: { kind: 'delayReply', delayMs: UNTIL_RELEASED_MS },
      route: 'createTransaction',
    });

    await customer.holdsCard('krabby');
    await customer.choosesAmount(5_00);
    await customer.confirms(5_00);
    await customer.sees('paying');
    await customer.scans('twin');
    await customer.reads('We’ve read your card. Please wait until the payment is finished.');
    await account.releaseHeld();
    await customer.sees('paid');

    await expectMoves(account, CONTACTS.krabby, [-5_00]);
    await expectMoves(account, CONTACTS.twin, []);
  });

  it('of the same card makes the kiosk ask nothing', async () => {
    const terminal = await openTerminal(runner);
    const customer = terminal.customer();

    await customer.holdsCard('krabby');
    await customer.scans('krabby');
    await customer.reads('Thanks. We’ve already read this card.');
    await customer.sees('balance');
  });
});

inEveryShell('a customer who walks away', (runner) => {
  /** Long enough for the customer's steps on a busy machine, and for reading the warning. */
  const settings = { idleMs: 6_000, warningMs: 3_000 };

  async function isAskedAndForgotten(customer: Customer): Promise<void> {
    await customer.reads('Are you still there?');
    await customer.sees('idle');
  }

  describe.each<{ where: string; goesTo: (customer: Customer) => Promise<void> }>([
    { where: 'the balance', goesTo: (customer) => customer.holdsCard('krabby') },
    {
      where: 'the amount screen',
      goesTo: async (customer) => {
        await customer.holdsCard('krabby');
        await customer.presses('Pay with this card');
        await customer.presses('€5.00');
      },
    },
    {
      where: 'the confirm screen',
      goesTo: async (customer) => {
        await customer.holdsCard('krabby');
        await customer.choosesAmount(5_00);
      },
    },
  ])('while the kiosk shows $where', ({ goesTo }) => {
    it('is asked, then the session ends, and no money is taken', async () => {
      const { account, ...terminal } = await openTerminal(runner, { settings });
      const customer = terminal.customer();

      await goesTo(customer);
      await isAskedAndForgotten(customer);

      await expectMoves(account, CONTACTS.krabby, []);
    });
  });

  it('can continue where they were if they come back in time', async () => {
    const { account, ...terminal } = await openTerminal(runner, {
      settings: { ...settings, warningMs: 120_000 },
    });
    const customer = terminal.customer();

    await customer.holdsCard('krabby');
    await customer.choosesAmount(5_00);
    await customer.reads('Are you still there?');
    await customer.presses('I’m still here');
    await customer.sees('confirm');
    await customer.confirms(5_00);
    await customer.sees('paid');

    await expectMoves(account, CONTACTS.krabby, [-5_00]);
  });
});
