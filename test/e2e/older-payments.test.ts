/** A customer with 61 payments reads them all, by scrolling, by keys, and over a connection that goes. */
import type { Page } from 'playwright-core';
import { describe, expect, it, vi } from 'vitest';
import { DEMO_SHOP_UUID } from '../../src/sandbox/demo.ts';
import type { Account } from './account.ts';
import { inEveryShell } from './in-every-shell.ts';
import { PATIENCE_MS } from './patience.ts';
import { typeAsScanner } from './scanner.ts';
import { openTerminal, type Terminal } from './terminal.ts';

const CONTACT = 'a-regular';
const CARD = 'REGULAR-0061';
const ROWS = 61;
const HOUR_MS = 3_600_000;
/** The list is read with at most two requests at a time. */
const OLDER = 'Earlier payments';

/** Each payment has another amount, so that the amounts show the order. */
function addPayments(account: Account): void {
  const { data } = account.sandbox();
  const nowMs = Math.floor(Date.now() / 1000) * 1000;
  data.addContact({ uuid: CONTACT });
  data.addIdentifier({ value: CARD, name: 'A regular', contactUuid: CONTACT });
  data.addTransactions({
    contactUuid: CONTACT,
    shopUuid: DEMO_SHOP_UUID,
    rows: Array.from({ length: ROWS }, (_, index) => ({
      uuid: `${String((index * 7_919) % 100_003)}-row`,
      amountInCents: index === 0 ? 900_00 : -(100 + index),
      createdAtMs: nowMs - (ROWS - index) * 5 * HOUR_MS,
    })),
  });
}

/** The amounts of all rows in the ledger, the newest first, as the list writes them. */
const EXPECTED = Array.from({ length: ROWS }, (_, index) =>
  index === ROWS - 1 ? '+€900.00' : `−€${((100 + ROWS - 1 - index) / 100).toFixed(2)}`,
);

function amountsOn(page: Page): Promise<string[]> {
  return page.locator('[data-row="history"] .amount .unseen').allTextContents();
}

async function opensPayments(terminal: Terminal): Promise<Page> {
  addPayments(terminal.account);
  const page = terminal.page();
  const customer = terminal.customer();
  await customer.sees('idle');
  await typeAsScanner(page, CARD);
  await customer.sees('balance');
  await customer.presses('Recent transactions');
  await page.getByRole('region', { name: 'Recent transactions' }).waitFor();
  return page;
}

async function until(isTrue: () => Promise<boolean>): Promise<void> {
  await vi.waitFor(async () => expect(await isTrue()).toBe(true), {
    timeout: PATIENCE_MS,
    interval: 50,
  });
}

inEveryShell('a customer with 61 payments', (runner) => {
  describe.each(['ascending', 'descending'] as const)('in a list that is %s', (listOrder) => {
    it('reads all of them by scrolling, in order and each once', async () => {
      const terminal = await openTerminal(runner);
      terminal.account.sandbox().setBehaviour({ listOrder });
      const page = await opensPayments(terminal);
      expect((await amountsOn(page)).length).toBeGreaterThanOrEqual(19);

      await page.getByRole('region', { name: 'Recent transactions' }).hover();
      await until(async () => {
        await page.mouse.wheel(0, 400);
        return (await amountsOn(page)).length === ROWS;
      });

      expect(await amountsOn(page)).toEqual(EXPECTED);
      await terminal.customer().reads('These are all your payments.');
    });
  });

  it('reads all of them with keys, and each time goes on at the first new one', async () => {
    const terminal = await openTerminal(runner);
    const page = await opensPayments(terminal);
    const button = page.getByRole('button', { name: OLDER, exact: true });
    while (await button.isVisible()) {
      const before = (await amountsOn(page)).length;
      await button.focus();
      await page.keyboard.press('Enter');
      await page.locator(`[data-row="history"]`).nth(before).waitFor();
      await until(() =>
        page
          .locator('[data-row="history"]')
          .nth(before)
          .evaluate((row) => row === document.activeElement),
      );
    }
    expect(await amountsOn(page)).toEqual(EXPECTED);
  });

  it('is told that the connection was lost, and tries again', async () => {
    const terminal = await openTerminal(runner);
    const page = await opensPayments(terminal);
    const count = (await amountsOn(page)).length;
    terminal.account
      .sandbox()
      .faults.add({ fault: { kind: 'dropBefore' }, route: 'listTransactions' });

    await page.getByRole('button', { name: OLDER, exact: true }).click();
    await terminal.customer().reads(/^The connection was lost/);
    expect(await amountsOn(page)).toHaveLength(count);

    await until(async () => {
      const again = page.getByRole('button', { name: /^(Try again|Earlier payments)$/ });
      if (await again.isVisible()) await again.click();
      return (await amountsOn(page)).length === ROWS;
    });
    expect(await amountsOn(page)).toEqual(EXPECTED);
  });

  it('sees no row twice and misses none while another till books', async () => {
    const terminal = await openTerminal(runner);
    const page = await opensPayments(terminal);
    terminal.account.sandbox().data.addTransactions({
      contactUuid: CONTACT,
      shopUuid: DEMO_SHOP_UUID,
      rows: [{ uuid: 'just-now', amountInCents: -5, createdAtMs: Date.now() }],
    });
    await until(async () => {
      const button = page.getByRole('button', { name: OLDER, exact: true });
      if (await button.isVisible()) await button.click();
      return (await amountsOn(page)).length >= ROWS;
    });
    expect(await amountsOn(page)).toEqual(EXPECTED);
  });

  it('reads why no payment is shown, if the list has no order', async () => {
    const terminal = await openTerminal(runner);
    terminal.account.sandbox().setBehaviour({ listOrder: 'uuid' });
    const page = await opensPayments(terminal);
    await terminal.customer().reads(/^We can’t be sure which payments/);
    expect(await amountsOn(page)).toEqual([]);
  });
});
