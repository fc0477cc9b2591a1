/** Which page may show the kiosk in the browser shell. Electron does not need this, because it has its own window. */
import { request } from 'node:http';
import { afterAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { CONTACTS, expectMoves, UNTIL_RELEASED_MS } from './account.ts';
import { customerAt } from './customer.ts';
import { browserRunner } from './runners/browser.ts';
import { openTerminal } from './terminal.ts';

describe('the browser shell', () => {
  afterAll(() => browserRunner.close());

  it('shows the session in the newest page; the other one says so and can take it back', async () => {
    const terminal = await openTerminal(browserRunner);
    const older = terminal.page();
    const newer = await older.context().newPage();

    await terminal.customer().holdsCard('krabby');
    await newer.goto(new URL(older.url()).origin);
    await newer.getByRole('heading', { level: 1, name: 'You have' }).waitFor();
    await expectElsewhere(older);

    await older.getByRole('button', { name: 'Show here' }).click();
    await older.getByRole('heading', { level: 1, name: 'You have' }).waitFor();
    await expectElsewhere(newer);
  });

  it('does not disturb a payment that is under way: it is paid once', async () => {
    const terminal = await openTerminal(browserRunner);
    const { account } = terminal;
    const older = terminal.page();
    const newer = await older.context().newPage();
    const customer = terminal.customer();

    await customer.holdsCard('krabby');
    await customer.choosesAmount(5_00);
    account.sandbox().faults.add({
      fault: { kind: 'delayReply', delayMs: UNTIL_RELEASED_MS },
      route: 'createTransaction',
    });
    await customer.confirms(5_00);
    await customer.sees('paying');
    await newer.goto(new URL(older.url()).origin);
    await customerAt(newer).sees('paying');
    await expectElsewhere(older);
    await older.getByRole('button', { name: 'Show here' }).click();
    await customer.sees('paying');
    await account.releaseHeld();

    await customer.sees('paid');
    await expectElsewhere(newer);
    await expectMoves(account, CONTACTS.krabby, [-5_00]);
  });

  it('refuses a browser without the cookie, another host name, and another origin', async () => {
    const terminal = await openTerminal(browserRunner);
    const { origin, port, host } = new URL(terminal.page().url());
    const [cookie] = await terminal.page().context().cookies();
    const known = { cookie: `${cookie?.name ?? ''}=${cookie?.value ?? ''}` };

    expect(await statusOf(origin, { host })).toBe(403);
    expect(await statusOf(origin, { host: `localhost:${port}`, ...known })).toBe(403);
    expect(await statusOf(origin, { host, origin: 'http://evil.example', ...known })).toBe(403);
    expect(await statusOf(origin, { host, ...known })).toBe(200);
  });
});

/** The page shows nothing but that the kiosk is elsewhere, and its one button. */
async function expectElsewhere(page: Page): Promise<void> {
  await page.getByRole('heading', { name: 'This kiosk is open in another window' }).waitFor();
  const shown = await page.locator('body').innerText();
  expect(shown.split(/\s*\n\s*/)).toEqual(['This kiosk is open in another window', 'Show here']);
}

function statusOf(url: string, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(url, { headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .once('error', reject)
      .end();
  });
}
