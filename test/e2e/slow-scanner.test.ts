/** A scanner that types as slowly as a person. Its keys come in real time, one by one. */
import type { Page } from 'playwright-core';
import { it } from 'vitest';
import { CONTACTS, expectMoves } from './account.ts';
import { inEveryShell } from './in-every-shell.ts';
import { ENTER, keysOf, typeInRealTime, typeKeys } from './scanner.ts';
import { openTerminal } from './terminal.ts';

const CODE = '400638133';
const REFUSED = 'We couldn’t use that scan.';
/** The keys of an amount by a person: uneven. */
const PERSON_MS = [0, 210, 140, 290, 180];

/** The last keys of a code may still come, so the kiosk ignores keys for a moment. */
function quiet(page: Page): Promise<void> {
  return page.evaluate(() => new Promise<void>((resolve) => setTimeout(resolve, 1_700)));
}

inEveryShell('a scanner that types slowly', (runner) => {
  it('changes no amount at any speed, and a person can still type one', async () => {
    const { account, ...terminal } = await openTerminal(runner);
    const customer = terminal.customer();
    const page = terminal.page();
    await customer.holdsCard('krabby');
    await customer.presses('Pay with this card');
    await typeInRealTime(page, keysOf('5,00'), PERSON_MS);
    await customer.readsMoney(5_00);

    for (const gapsMs of [[135], [135, 135, 180, 135, 300]]) {
      await quiet(page);
      await typeInRealTime(page, [...keysOf(CODE), ENTER], gapsMs);
      await customer.reads(REFUSED);
      await customer.readsMoney(5_00);
      await customer.sees('amount');
    }

    await quiet(page);
    for (const key of ['Backspace', 'Backspace', 'Backspace', 'Backspace', 'Backspace']) {
      await page.keyboard.press(key);
    }
    await typeInRealTime(page, keysOf('12,50'), PERSON_MS);
    await customer.readsMoney(12_50);
    await expectMoves(account, CONTACTS.krabby, []);
  });

  it('never presses the pay button, at any speed, steadily or with pauses', async () => {
    const { account, ...terminal } = await openTerminal(runner);
    const customer = terminal.customer();
    const page = terminal.page();
    await customer.holdsCard('krabby');
    await customer.choosesAmount(5_00);
    const pay = customer.payButton(5_00).and(page.locator('[aria-disabled="false"]'));

    for (const gapsMs of [[3], [40], [100], [135], [200], [10, 10, 10, 300]]) {
      await pay.waitFor();
      await pay.focus();
      const isFast = Math.max(...gapsMs) <= 100;
      await (isFast ? typeKeys : typeInRealTime)(page, [...keysOf(CODE), ENTER], gapsMs);
      await customer.sees('confirm');
      if (isFast) {
        await customer.reads('That’s a different card');
        await customer.presses('Keep the first card');
      } else await quiet(page);
      await customer.sees('confirm');
    }
    await expectMoves(account, CONTACTS.krabby, []);
  });
});
