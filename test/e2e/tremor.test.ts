/** A customer's hand trembles, or taps on because nothing seems to happen. Only a calm tap pays. */
import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { CONTACTS, expectMoves } from './account.ts';
import { comesToRest } from './at-rest.ts';
import { inEveryShell } from './in-every-shell.ts';
import { openTerminal, type Terminal } from './terminal.ts';

/** How often a finger taps, and how long it takes from one tap to the next. */
const TRAINS = [
  { count: 5, everyMs: 150 },
  { count: 4, everyMs: 250 },
  { count: 3, everyMs: 350 },
  { count: 2, everyMs: 650 },
  { count: 3, everyMs: 1_100 },
];
const HELD_MS = 40;

interface Finger {
  tap(): Promise<void>;
}

/** A finger over the middle of a button. It stays over this place when the button is gone. */
async function fingerOver(page: Page, button: Locator): Promise<Finger> {
  await comesToRest(page);
  const box = await button.boundingBox();
  if (box === null) throw new Error('the button has no place');
  const point = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const devices = await page.context().newCDPSession(page);
  return {
    async tap() {
      await devices.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [point] });
      await passes(page, HELD_MS);
      await devices.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    },
  };
}

/** Lets time pass on the clock of the page. */
function passes(page: Page, ms: number): Promise<void> {
  return page.evaluate(
    (delayMs) => new Promise<void>((resolve) => setTimeout(resolve, delayMs)),
    ms,
  );
}

async function typesFiveEuros({ customer, page }: Pick<Terminal, 'customer' | 'page'>) {
  await customer().holdsCard('krabby');
  await customer().presses('Pay with this card');
  await customer().sees('amount');
  for (const digit of ['5', '0', '0']) {
    await page().getByRole('button', { name: digit, exact: true }).click();
  }
  await customer().readsMoney(5_00);
}

inEveryShell('a customer whose hand trembles', (runner) => {
  it.each(TRAINS)(
    'pays nothing with $count taps on Continue, one every $everyMs ms, and pays once with a calm tap',
    async ({ count, everyMs }) => {
      const terminal = await openTerminal(runner);
      const customer = terminal.customer();
      const page = terminal.page();
      await typesFiveEuros(terminal);
      const finger = await fingerOver(page, customer.button('Continue'));

      for (let left = count; left > 0; left -= 1) {
        await finger.tap();
        await passes(page, everyMs - HELD_MS);
      }
      await customer.sees('confirm');
      await expectMoves(terminal.account, CONTACTS.krabby, []);

      await customer.payButton(5_00).and(page.locator('[aria-disabled="false"]')).waitFor();
      await finger.tap();
      await customer.sees('paid');
      await expectMoves(terminal.account, CONTACTS.krabby, [-5_00]);
    },
  );

  it('pays nothing with a tap that began before the button was active', async () => {
    const terminal = await openTerminal(runner);
    const customer = terminal.customer();
    const page = terminal.page();
    await typesFiveEuros(terminal);
    await customer.presses('Continue');
    await customer.sees('confirm');
    const pay = customer.payButton(5_00);
    await comesToRest(page);
    await pay.hover();
    await page.mouse.down();
    await pay.and(page.locator('[aria-disabled="false"]')).waitFor();
    await page.mouse.up();
    await pay.and(page.locator('[aria-disabled="true"]')).waitFor();
    await customer.sees('confirm');

    expect(await page.getByRole('status').allTextContents()).toContain(
      ' Please wait a moment, then touch once.',
    );
    await expectMoves(terminal.account, CONTACTS.krabby, []);
  });
});
