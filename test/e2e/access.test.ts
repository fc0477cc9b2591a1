/** The whole journey works without touch, and none of its screens has an accessibility violation. */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { CONTACTS, expectMoves, UNTIL_RELEASED_MS } from './account.ts';
import { CHANGE_MAX_MS, comesToRest } from './at-rest.ts';
import { CARDS } from './customer.ts';
import { inEveryShell } from './in-every-shell.ts';
import { plugInKeypad } from './keypad.ts';
import { openTerminal } from './terminal.ts';

/** Expects that axe finds no violation on the screen. */
async function expectAccessible(page: Page): Promise<void> {
  await comesToRest(page);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`),
  ).toEqual([]);
}

/** Presses Tab until the button has the focus. */
async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  const button = page.getByRole('button', { name, exact: typeof name === 'string' });
  await button.waitFor();
  for (let stops = 0; stops < 40; stops++) {
    if (await button.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never reaches ${String(name)}`);
}

inEveryShell('a customer with keys and no touch', (runner) => {
  it('pays with Tab, Enter, Space and digits', async () => {
    const { account, ...terminal } = await openTerminal(runner);
    const customer = terminal.customer();
    const page = terminal.page();

    await customer.sees('idle');
    await tabTo(page, CARDS.krabby.label);
    await page.keyboard.press('Enter');
    await customer.sees('balance');
    await tabTo(page, 'Pay with this card');
    await page.keyboard.press('Space');
    await customer.sees('amount');
    let amountInCents = 0;
    for (const digit of [1, 2, 5, 0]) {
      amountInCents = amountInCents * 10 + digit;
      await page.keyboard.press(digit.toString());
      await customer.readsMoney(amountInCents);
    }
    await page.keyboard.press('Backspace');
    await customer.readsMoney(1_25);
    await tabTo(page, 'Continue');
    await page.keyboard.press('Enter');
    await customer.sees('confirm');
    await customer.payButton(1_25).and(page.locator('[aria-disabled="false"]')).waitFor();
    await tabTo(page, 'Pay €1.25');
    await page.keyboard.press('Enter');
    await customer.sees('paid');
    await customer.button('Done').and(page.locator('[aria-disabled="false"]')).waitFor();
    await tabTo(page, 'Done');
    await page.keyboard.press('Enter');
    await customer.sees('idle');

    await expectMoves(account, CONTACTS.krabby, [-1_25]);
  });

  it('chooses a language, reads help and the last payments, and enlarges the text', async () => {
    const terminal = await openTerminal(runner);
    const customer = terminal.customer();
    const page = terminal.page();

    await customer.sees('idle');
    await page.keyboard.press('F1');
    await customer.reads('How it works');
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await customer.readsNoMore('How it works');
    await tabTo(page, 'Adjust');
    await page.keyboard.press('Enter');
    await tabTo(page, 'Louder');
    await page.keyboard.press('Enter');
    await customer.reads('Volume 3 of 4');
    await page.keyboard.press('Escape');
    await page.keyboard.press('F9');
    await page.locator('html[data-text="large"]').waitFor();
    await tabTo(page, CARDS.krabby.label);
    await page.keyboard.press('Enter');
    await customer.sees('balance');
    await tabTo(page, 'Recent transactions');
    await page.keyboard.press('Enter');
    await page.locator('[data-row="history"]').first().waitFor();
    await tabTo(page, 'English');
    await page.keyboard.press('Enter');
    await tabTo(page, 'Nederlands');
    await page.keyboard.press('Enter');
    await page.locator('html[lang="nl"]').waitFor();
    await page.reload();
    await page.locator('html[lang="nl"][data-text="large"]').waitFor();
    await tabTo(page, 'Stoppen');
    await page.keyboard.press('Enter');
    await page.locator('html[lang="en"][data-text="normal"]').waitFor();
    await customer.sees('idle');
  });

  it('keeps the focus when a sheet closes, and when the last payments open and close', async () => {
    const terminal = await openTerminal(runner);
    const customer = terminal.customer();
    const page = terminal.page();
    const hasFocus = (name: string): Promise<void> =>
      page.locator('button:focus', { hasText: name }).waitFor();

    await customer.sees('idle');
    await tabTo(page, CARDS.krabby.label);
    await page.keyboard.press('Enter');
    await customer.sees('balance');
    await tabTo(page, 'Recent transactions');
    await page.keyboard.press('Enter');
    await hasFocus('Hide transactions');
    await page.keyboard.press('Enter');
    await hasFocus('Recent transactions');
    for (const opener of ['Adjust', 'English']) {
      await tabTo(page, opener);
      await page.keyboard.press('Enter');
      await hasFocus('Close');
      await page.keyboard.press('Escape');
      await hasFocus(opener);
    }
  });

  it('reaches everything with a tactile keypad, even the staff screens', async () => {
    const terminal = await openTerminal(runner);
    const customer = terminal.customer();
    const page = terminal.page();
    const keypad = await plugInKeypad(page);
    const goTo = async (name: string | RegExp, press: () => Promise<void>): Promise<void> => {
      const button = page.getByRole('button', { name, exact: typeof name === 'string' });
      for (let stops = 0; stops < 40; stops++) {
        if (await button.evaluate((element) => element === document.activeElement)) return;
        await press();
      }
      throw new Error(`the key never reaches ${String(name)}`);
    };
    const arrow = (key: 'ArrowUp' | 'ArrowDown' | 'ArrowRight') => () => page.keyboard.press(key);

    await customer.sees('idle');
    await keypad('F17');
    await customer.reads('How it works');
    await keypad('F21');
    await customer.readsNoMore('How it works');
    await goTo(CARDS.krabby.label, () => keypad('F19'));
    await keypad('F20');
    await customer.sees('balance');
    await goTo('Larger', arrow('ArrowDown'));
    await goTo('Pay with this card', arrow('ArrowUp'));
    await page.keyboard.press('Enter');
    await customer.sees('amount');
    await keypad('F21');
    await customer.sees('balance');
    await keypad('F21');
    await customer.sees('idle');

    await page.keyboard.press('Control+Shift+S');
    await customer.reads('Enter the PIN.');
    for (const digit of '2468') {
      await goTo(digit, arrow('ArrowRight'));
      await keypad('F20');
    }
    await customer.button('Sign in').and(page.locator('[aria-disabled="false"]')).waitFor();
    await keypad('F22');
    await keypad('F20');
    await customer.reads('Incoming scans');
    await goTo('Start', () => keypad('F19'));
    await keypad('F21');
    await customer.sees('idle');
  });

  it('can stop everything that moves by itself', async () => {
    const terminal = await openTerminal(runner);
    const page = terminal.page();
    const movesByItself = (): Promise<number> =>
      page.evaluate(
        (changeMaxMs) =>
          document
            .getAnimations()
            .filter(({ effect }) => Number(effect?.getComputedTiming().endTime) > changeMaxMs)
            .length,
        CHANGE_MAX_MS,
      );

    const cardMoves = (): Promise<boolean> =>
      page.locator('.track .float').evaluate((card) => card.getAnimations().length > 0);

    await terminal.customer().sees('idle');
    await expect.poll(movesByItself).toBeGreaterThan(0);
    await expect.poll(cardMoves).toBe(true);
    await tabTo(page, 'Adjust');
    await page.keyboard.press('Enter');
    const stillness = page.getByRole('switch', { name: 'No movement' });
    await stillness.press('Enter');
    await page.locator('html[data-motion="still"]').waitFor();
    await expect.poll(movesByItself).toBe(0);
  });

  it('goes back with Escape, from every screen of a payment and from its result', async () => {
    const terminal = await openTerminal(runner);
    const customer = terminal.customer();
    const page = terminal.page();

    await customer.holdsCard('krabby');
    await customer.presses('Pay with this card');
    await customer.sees('amount');
    await page.keyboard.press('Escape');
    await customer.sees('balance');
    await customer.choosesAmount(5_00);
    await page.keyboard.press('Escape');
    await customer.sees('amount');
    await customer.presses('Continue');
    await customer.sees('confirm');
    await customer.confirms(5_00);
    await customer.sees('paid');
    await customer.button('Done').and(page.locator('[aria-disabled="false"]')).waitFor();
    await page.keyboard.press('Escape');
    await customer.sees('idle');
    await customer.holdsCard('krabby');
    await page.keyboard.press('Escape');
    await customer.sees('idle');
    await expectMoves(terminal.account, CONTACTS.krabby, [-5_00]);
  });

  it('closes a question with Escape, which changes nothing', async () => {
    const terminal = await openTerminal(runner);
    const customer = terminal.customer();
    const page = terminal.page();

    await customer.holdsCard('krabby');
    await customer.scans('twin');
    await customer.reads('That’s a different card');
    await page.keyboard.press('Escape');
    await customer.readsNoMore('That’s a different card');
    await customer.sees('balance');
    await customer.readsMoney(50_00);
  });
});

inEveryShell('every screen', (runner) => {
  it('on the way to a payment has no accessibility violation', async () => {
    const { account, ...terminal } = await openTerminal(runner);
    const customer = terminal.customer();
    const page = terminal.page();
    const held = { kind: 'delayReply', delayMs: UNTIL_RELEASED_MS } as const;
    account.sandbox().faults.add({ fault: held, route: 'findIdentifier' });
    account.sandbox().faults.add({ fault: held, route: 'createTransaction' });

    await customer.sees('idle');
    await expectAccessible(page);
    await customer.scans('krabby');
    await customer.reads('One moment');
    await expectAccessible(page);
    await account.releaseHeld();
    await customer.sees('balance');
    await expectAccessible(page);
    await customer.presses('Recent transactions');
    await page.locator('[data-row="history"]').first().waitFor();
    await expectAccessible(page);
    await customer.presses('Pay with this card');
    await customer.sees('amount');
    await expectAccessible(page);
    await customer.presses('€5.00');
    await customer.presses('Continue');
    await customer.sees('confirm');
    await customer.scans('twin');
    await customer.reads('That’s a different card');
    await expectAccessible(page);
    await customer.presses('Keep the first card');
    await expectAccessible(page);
    await customer.confirms(5_00);
    await customer.sees('paying');
    await expectAccessible(page);
    await account.releaseHeld();
    await customer.sees('paid');
    await expectAccessible(page);
  });

  it('of a session that ends early has no accessibility violation', async () => {
    const settings = { idleMs: 6_000, warningMs: 120_000 };
    const { account, ...terminal } = await openTerminal(runner, { settings });
    const customer = terminal.customer();
    const page = terminal.page();

    await customer.sees('idle');
    await customer.scans('blocked');
    await customer.reads('This card isn’t active any more');
    await expectAccessible(page);
    await customer.presses('Start again');
    await customer.holdsCard('krabby');
    await customer.reads('Are you still there?');
    await expectAccessible(page);
    await customer.presses('I’m still here');
    await customer.choosesAmount(5_00);
    // Once the kiosk has noticed, there is nothing to press.
    await customer.payButton(5_00).click({ trial: true });
    await account.goAway();
    await customer.confirms(5_00);
    await customer.sees('notPaid');
    await customer.reads(/^The service can’t be reached$/);
    await expectAccessible(page);
    await customer.presses('Done');
    await customer.sees('idle');
    await customer.scans('gold');
    await customer.reads('Your balance can’t be shown now');
    await expectAccessible(page);
  });

  it('of a kiosk out of service has no accessibility violation', async () => {
    const environment = { KIOSK_SHOP_UUID: 'no-such-shop' };
    const terminal = await openTerminal(runner, { environment });

    await terminal.customer().reads('Krusty Krab');
    await expectAccessible(terminal.page());
  });
});
