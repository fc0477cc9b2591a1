/** A customer double-taps where one tap is enough. The second tap never undoes the first. */
import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { comesToRest } from './at-rest.ts';
import { inEveryShell } from './in-every-shell.ts';
import { openTerminal } from './terminal.ts';

/**
 * Makes the second tap of a double tap, on the button that the first tap brought up. Then presses F9 and waits for large
 * text, which shows that the page has handled the tap.
 */
async function tapsAgainOn(page: Page, button: Locator): Promise<void> {
  await button.waitFor();
  await comesToRest(page);
  await button.hover();
  await page.mouse.down({ clickCount: 2 });
  await page.mouse.up({ clickCount: 2 });
  await page.keyboard.press('F9');
  await page.locator('[data-text="large"]').waitFor();
}

inEveryShell('a customer who taps twice', (runner) => {
  it('sees the last payments, and hides them with a later tap', async () => {
    const terminal = await openTerminal(runner);
    const customer = terminal.customer();
    const hide = customer.button('Hide transactions');

    await customer.holdsCard('krabby');
    await customer.presses('Recent transactions');
    await tapsAgainOn(terminal.page(), hide);
    expect(await hide.getAttribute('aria-expanded')).toBe('true');
    await hide.click();
    await customer.button('Recent transactions').waitFor();
  });

  it('sees the language sheet, and closes it with a later tap', async () => {
    const terminal = await openTerminal(runner);
    const page = terminal.page();
    const customer = terminal.customer();

    await customer.sees('idle');
    await page.locator('nav .suits button').first().click();
    await tapsAgainOn(page, customer.button('Close'));
    await customer.reads('Nederlands');
    await customer.presses('Close');
    await customer.readsNoMore('Nederlands');
  });
});
