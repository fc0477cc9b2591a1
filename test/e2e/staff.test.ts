/** The staff area: who can open it, what it shows, and a reader that is taught and then used. */
import type { Page } from 'playwright-core';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { whyNoVirtualDevices } from '../devices/shim.ts';
import { NFC_READER } from '../devices/test-devices.ts';
import { createVirtualBus } from '../devices/virtual-bus.ts';
import { CARDS } from './customer.ts';
import { inEveryShell } from './in-every-shell.ts';
import { browserRunner } from './runners/browser.ts';
import { ENTER, keysOf, typeKeys } from './scanner.ts';
import { openTerminal } from './terminal.ts';

async function enterPin(page: Page, pin: string): Promise<void> {
  const keypad = page.getByRole('group', { name: 'PIN' });
  for (const digit of pin) await keypad.getByRole('button', { name: digit, exact: true }).click();
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

inEveryShell('the staff area', (runner) => {
  it(
    'opens with its shortcut and the PIN, locks after wrong PINs, and closes with a button',
    { tags: ['smoke'] },
    async () => {
      const terminal = await openTerminal(runner);
      const customer = terminal.customer();
      const page = terminal.page();

      await customer.sees('idle');
      await page.keyboard.press('Control+Shift+S');
      await enterPin(page, '2468');
      await customer.reads('Incoming scans');
      await customer.presses('Stop');
      await customer.sees('idle');

      await page.keyboard.press('Control+Shift+S');
      for (const words of [/isn’t right/, /isn’t right/, /Too many wrong PINs/]) {
        await customer.reads('Staff area');
        await enterPin(page, '1111');
        await customer.reads(words);
      }
      // Customers are still served.
      await customer.scans('krabby');
      await customer.sees('balance');
      expect(terminal.log()).not.toMatch(/1111|2468/);
    },
  );

  it('stays locked after wrong PINs and a power cut', async () => {
    const terminal = await openTerminal(runner);
    let customer = terminal.customer();
    await customer.sees('idle');
    await terminal.page().keyboard.press('Control+Shift+S');
    for (const words of [/isn’t right/, /isn’t right/, /Too many wrong PINs/]) {
      await customer.reads('Staff area');
      await enterPin(terminal.page(), '1111');
      await customer.reads(words);
    }
    await terminal.kill();

    await terminal.start();
    customer = terminal.customer();
    await customer.sees('idle');
    await terminal.page().keyboard.press('Control+Shift+S');
    await customer.reads('Staff area');
    await enterPin(terminal.page(), '1111');
    await customer.reads(/Too many wrong PINs/);
  });

  it('opens if somebody holds the shop mark, and not after a short touch', async () => {
    const terminal = await openTerminal(runner);
    const customer = terminal.customer();
    const mark = terminal.page().locator('nav .mark');

    await customer.sees('idle');
    await mark.click();
    await customer.sees('idle');
    await mark.hover();
    await terminal.page().mouse.down();
    await customer.reads('Staff area');
    await terminal.page().mouse.up();
  });
});

inEveryShell('a scanner that types', (runner) => {
  it('is taught with two cards, and its prefix is removed at once and after a restart', async () => {
    const terminal = await openTerminal(runner);
    const page = (): Page => terminal.page();
    let customer = terminal.customer();
    const scan = (code: string): Promise<void> => typeKeys(page(), [...keysOf(code), ENTER], [5]);

    await customer.sees('idle');
    await page().keyboard.press('Control+Shift+S');
    await enterPin(page(), '2468');
    await customer.presses('Start');
    const order = ['gold', 'twin', 'twin', 'gold', 'gold', 'twin'] as const;
    for (const [at, card] of order.entries()) {
      const isFirst = card === 'gold';
      await customer.reads(isFirst ? /Present the first card/ : /Present the second card/);
      await scan(`~${CARDS[card].value}`);
      const count = order.slice(0, at + 1).filter((each) => each === card).length;
      const box = page()
        .locator('.cards > div')
        .nth(isFirst ? 0 : 1);
      if (at + 1 < order.length) await box.getByText(`${count} of 3`).waitFor();
    }
    await customer.reads(/It starts every code with ~/);
    await customer.reads(/It ends every code with Enter/);
    await customer.presses(/Without ~/);
    await customer.reads('Your scanner is set up, and works from now on.');
    await customer.presses('Stop');

    await customer.sees('idle');
    await scan('~GOLD-0001');
    await customer.sees('balance');
    await customer.readsMoney(12_345_67);
    expect(terminal.log()).not.toMatch(/GOLD-0001|TWIN-0001/);

    await terminal.stop();
    await terminal.start();
    customer = terminal.customer();
    await customer.sees('idle');
    // This scan lacks the prefix, which the settings still require after the restart.
    await scan('GOLD-0001');
    await customer.reads(/We couldn’t use that scan/);
  });
});

const lacks = browserRunner.lacks ?? whyNoVirtualDevices();
const where = lacks === null ? 'in Chromium' : `not in Chromium: ${lacks}`;

/** A report of an unknown kind of reader: report id, counter, zero, card number. */
function report(value: string, at: number): Buffer {
  const bytes = Buffer.alloc(64);
  bytes.set([1, at * 3, 0, ...Buffer.from(value)]);
  return bytes;
}

describe.skipIf(lacks !== null)(`a reader of an unknown kind (${where})`, () => {
  afterAll(() => browserRunner.close());

  it('is taught with two cards, and then reads a card at once and after a restart', async () => {
    const bus = createVirtualBus();
    onTestFinished(() => bus.stop());
    await bus.plug(NFC_READER);
    const terminal = await openTerminal(browserRunner, { devices: bus.env });
    const customer = terminal.customer();
    const page = terminal.page();

    await customer.sees('idle');
    await page.keyboard.press('Control+Shift+S');
    await enterPin(page, '2468');
    await customer.reads('Not set up yet. You can set it up here.');
    await customer.presses('Start');
    const order = ['gold', 'twin', 'twin', 'gold', 'gold', 'twin'] as const;
    for (const [at, card] of order.entries()) {
      const isFirst = card === 'gold';
      await customer.reads(isFirst ? /Present the first card/ : /Present the second card/);
      await bus.report(NFC_READER.serialNumber, report(CARDS[card].value, at));
      const count = order.slice(0, at + 1).filter((each) => each === card).length;
      const box = page.locator('.cards > div').nth(isFirst ? 0 : 1);
      if (at + 1 < order.length) await box.getByText(`${count} of 3`).waitFor();
    }
    await customer.reads(/This is how .* works/);
    await customer.reads('GOLD-0001');
    await customer.reads('TWIN-0001');
    await customer.presses(/Use this/);
    await customer.reads(/is set up, and works from now on/);
    await customer.presses('Stop');

    await customer.sees('idle');
    await bus.report(NFC_READER.serialNumber, report('GOLD-0001', 99));
    await customer.sees('balance');
    expect(terminal.log()).not.toMatch(/GOLD-0001|TWIN-0001/);

    // The settings keep the reader through a restart.
    await terminal.stop();
    await terminal.start();
    await terminal.customer().sees('idle');
    await bus.report(NFC_READER.serialNumber, report('GOLD-0001', 100));
    await terminal.customer().sees('balance');
  });
});
