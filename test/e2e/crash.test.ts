/** The page crashes during a payment. The kiosk continues without a page until Chromium opens it again. */
import type { Page } from 'playwright-core';
import { afterAll, describe, it } from 'vitest';
import { CONTACTS, expectMoves, UNTIL_RELEASED_MS } from './account.ts';
import { customerAt } from './customer.ts';
import { PATIENCE_MS } from './patience.ts';
import { browserRunner } from './runners/browser.ts';
import { openTerminal } from './terminal.ts';

const { lacks } = browserRunner;
const where = lacks === null ? 'in Chromium' : `not in Chromium: ${lacks}`;

/** Makes the page's process crash. */
async function crash(page: Page): Promise<void> {
  const cdp = await page.context().newCDPSession(page);
  const crashed = page.waitForEvent('crash', { timeout: PATIENCE_MS });
  // Chromium never answers the command itself.
  await Promise.race([crashed, cdp.send('Page.crash').then(() => crashed)]);
}

describe.skipIf(lacks !== null)(`a page that crashes during a payment (${where})`, () => {
  afterAll(() => browserRunner.close());

  it(
    'shows the same payment again when it is opened again, and the payment is taken once',
    { tags: ['smoke'] },
    async () => {
      const expectedFaults = ['the page crashed'];
      const { account, ...terminal } = await openTerminal(browserRunner, { expectedFaults });
      const held = { kind: 'delayReply', delayMs: UNTIL_RELEASED_MS } as const;
      account.sandbox().faults.add({ fault: held, route: 'createTransaction' });
      const before = terminal.customer();
      const { origin } = new URL(terminal.page().url());

      await before.holdsCard('krabby');
      await before.choosesAmount(7_50);
      await before.confirms(7_50);
      await before.sees('paying');
      await crash(terminal.page());
      const page = await terminal.page().context().newPage();
      page.setDefaultTimeout(PATIENCE_MS);
      await page.goto(origin);
      const after = customerAt(page);
      await after.sees('paying');
      await account.releaseHeld();
      await after.sees('paid');
      await after.readsMoney(42_50);

      await expectMoves(account, CONTACTS.krabby, [-7_50]);
    },
  );
});
