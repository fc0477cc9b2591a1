/** Nothing of a customer is left in the page's memory after the session: a snapshot of the whole heap proves it. */
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { takeSnapshot } from '../memory/heap.ts';
import { inEveryShell } from './in-every-shell.ts';
import { typeAsScanner } from './scanner.ts';
import { openTerminal } from './terminal.ts';

const CARD = { value: 'QZ7-PRIVATE-0042-XJ', name: 'Zwartkop Vrijgeleide', endsIn: '2-XJ' };
const CONTACT_UUID = 'c0ffee00-9999-4000-8000-000000000000';

/** Amounts as they are in a message to the page. A snapshot escapes the quotes. */
const MESSAGE = ['InCents\\":432198', 'InCents\\":431087'];

inEveryShell('a customer who has gone', (runner) => {
  it('leaves no name, card, balance or history behind in the page', async () => {
    const { account, ...terminal } = await openTerminal(runner);
    const { data } = account.sandbox();
    data.addContact({ uuid: CONTACT_UUID, balanceInCents: 4_321_98 });
    data.addIdentifier({ value: CARD.value, name: CARD.name, contactUuid: CONTACT_UUID });
    const page = terminal.page();
    const customer = terminal.customer();

    await customer.sees('idle');
    await typeAsScanner(page, CARD.value);
    await customer.sees('balance');
    await customer.presses('Recent transactions');
    await customer.readsMoney(4_321_98);
    expect(await foundInMemory(page, [CARD.name]), 'while it is shown').toEqual([CARD.name]);
    await customer.choosesAmount(11_11);
    await customer.confirms(11_11);
    await customer.sees('paid');
    await customer.presses('Receipt');
    await customer.reads('Your receipt');
    expect(await foundInMemory(page, ['4,310.87']), 'while it is shown').toEqual(['4,310.87']);
    await customer.presses('Close');
    await customer.button('Close').waitFor({ state: 'hidden' });
    // By key, because the pressed element must not be kept either.
    const done = customer.button('Done').and(page.locator('[aria-disabled="false"]'));
    await done.focus();
    await page.keyboard.press('Enter');
    await customer.sees('idle');

    const figures = ['4,321.98', '4321.98', '4,310.87', '4310.87', '11.11', ...MESSAGE];
    const secrets = [CARD.value, CARD.name, CARD.endsIn, CONTACT_UUID, ...figures];
    expect(await foundInMemory(page, secrets)).toEqual([]);
    expect(await kept(page)).toEqual({ local: [], session: 0, databases: 0, caches: 0 });
  });
});

/** The words that are found in the page's heap after a garbage collection. */
async function foundInMemory(page: Page, words: readonly string[]): Promise<string[]> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('HeapProfiler.collectGarbage');
  const heap = await takeSnapshot(cdp);
  await cdp.detach();
  return words.filter((word) => heap.includes(word));
}

/** What the page has stored, without the browser shell's page key, which says nothing about a customer. */
function kept(page: Page): Promise<Record<string, number | string[]>> {
  return page.evaluate(async () => ({
    local: Object.keys(localStorage).filter((name) => name !== 'kiosk-page'),
    session: sessionStorage.length,
    databases: (await indexedDB.databases()).length,
    caches: (await caches.keys()).length,
  }));
}
