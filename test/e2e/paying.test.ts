/** The main journey: from a card to one payment, even if the customer taps too often. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CONTACTS, expectMoves, UNTIL_RELEASED_MS, type Account } from './account.ts';
import { CARDS } from './customer.ts';
import { inEveryShell } from './in-every-shell.ts';
import { PATIENCE_MS } from './patience.ts';
import { openTerminal, type Terminal } from './terminal.ts';

inEveryShell('a customer who pays', (runner) => {
  it(
    'touches a demo card, types the amount, confirms, and pays once',
    { tags: ['smoke'] },
    async () => {
      const { account, ...terminal } = await openTerminal(runner);
      const customer = terminal.customer();

      await customer.holdsCard('krabby');
      await customer.readsMoney(50_00);
      await customer.choosesAmount(12_34);
      await customer.readsMoney(50_00);
      await customer.readsMoney(37_66);
      await expectMoves(account, CONTACTS.krabby, []);
      await customer.confirms(12_34);
      await customer.sees('paid');

      await expectMoves(account, CONTACTS.krabby, [-12_34]);
      await customer.readsMoney(37_66);
      await customer.reads(/^Reference /);
      await customer.presses('Done');
      await customer.sees('idle');
    },
  );

  it('uses a scanner that types like a keyboard, and a quick amount', async () => {
    const { account, ...terminal } = await openTerminal(runner);
    const customer = terminal.customer();

    await customer.sees('idle');
    await customer.scans('krabby');
    await customer.sees('balance');
    await customer.presses('Pay with this card');
    await customer.presses('€20.00');
    await customer.presses('Continue');
    await customer.confirms(20_00);
    await customer.sees('paid');

    await expectMoves(account, CONTACTS.krabby, [-20_00]);
  });

  it('is served if the scan comes from `npm run scan`', async () => {
    const { account, dataDir, ...terminal } = await openTerminal(runner);
    const customer = terminal.customer();

    await customer.sees('idle');
    const script = join(import.meta.dirname, '../../scripts/scan.ts');
    const scan = spawn(process.execPath, [script, CARDS.krabby.value], {
      env: { ...process.env, KIOSK_DATA_DIR: dataDir },
      stdio: 'inherit',
    });
    expect(await once(scan, 'exit')).toEqual([0, null]);
    await customer.sees('balance');
    await customer.choosesAmount(5_00);
    await customer.confirms(5_00);
    await customer.sees('paid');

    await expectMoves(account, CONTACTS.krabby, [-5_00]);
  });

  it('pays a second time from the new balance', async () => {
    const { account, ...terminal } = await openTerminal(runner);
    const customer = terminal.customer();

    for (const before of [50_00, 45_00]) {
      await customer.holdsCard('krabby');
      await customer.readsMoney(before);
      await customer.choosesAmount(5_00);
      await customer.confirms(5_00);
      await customer.sees('paid');
      await customer.presses('Done');
    }

    await expectMoves(account, CONTACTS.krabby, [-5_00, -5_00]);
  });
});

inEveryShell('an impatient customer', (runner) => {
  it('taps the pay button twice, and pays once', async () => {
    const { account, ...terminal } = await openTerminal(runner);
    const customer = terminal.customer();

    await customer.holdsCard('krabby');
    await customer.choosesAmount(5_00);
    await customer.payButton(5_00).dblclick();
    await customer.sees('paid');

    await expectMoves(account, CONTACTS.krabby, [-5_00]);
  });

  it('keeps tapping while the payment is under way, and pays once', async () => {
    const { account, ...terminal } = await openTerminal(runner);
    const customer = terminal.customer();
    holdPayments(account);

    await customer.holdsCard('krabby');
    await customer.choosesAmount(5_00);
    const box = await customer.payButton(5_00).boundingBox();
    await customer.confirms(5_00);
    await customer.sees('paying');
    for (let tap = 0; tap < 5; tap++) {
      await terminal.page().mouse.click((box?.x ?? 0) + 100, (box?.y ?? 0) + 20);
    }
    await account.releaseHeld();
    await customer.sees('paid');

    await expectMoves(account, CONTACTS.krabby, [-5_00]);
  });

  it('taps Continue twice, which confirms nothing', async () => {
    const { account, ...terminal } = await openTerminal(runner);
    const customer = terminal.customer();

    await customer.holdsCard('krabby');
    await customer.presses('Pay with this card');
    await customer.presses('€5.00');
    await customer.readsMoney(5_00);
    await customer.button('Continue').dblclick();
    await customer.sees('confirm');
    // The button is ready now. If the second tap had counted, it would have paid.
    await customer
      .payButton(5_00)
      .and(terminal.page().locator('[aria-disabled="false"]'))
      .waitFor();

    await customer.sees('confirm');
    await expectMoves(account, CONTACTS.krabby, []);
  });

  it('taps the pay button as soon as it appears, which confirms nothing', async () => {
    const { account, ...terminal } = await openTerminal(runner);
    const customer = terminal.customer();

    await customer.holdsCard('krabby');
    await customer.choosesAmount(5_00);
    const box = await customer.payButton(5_00).boundingBox();
    await terminal.page().mouse.click((box?.x ?? 0) + 100, (box?.y ?? 0) + 20);
    await customer
      .payButton(5_00)
      .and(terminal.page().locator('[aria-disabled="false"]'))
      .waitFor();

    await customer.sees('confirm');
    await expectMoves(account, CONTACTS.krabby, []);
  });
});

inEveryShell('a page that is reloaded', (runner) => {
  describe('while the customer chooses the amount', () => {
    it('shows the same amount', async () => {
      const terminal = await openTerminal(runner);
      const customer = terminal.customer();

      await customer.holdsCard('krabby');
      await customer.presses('Pay with this card');
      await customer.presses('€10.00');
      await customer
        .button('Continue')
        .and(terminal.page().locator('[aria-disabled="false"]'))
        .waitFor();
      await terminal.page().reload();

      await customer.sees('amount');
      await customer.presses('Continue');
      await customer.sees('confirm');
      await customer.payButton(10_00).waitFor();
    });
  });

  describe('while the customer confirms', () => {
    it('asks the same question, and pays once', async () => {
      const { account, ...terminal } = await openTerminal(runner);
      const customer = terminal.customer();

      await customer.holdsCard('krabby');
      await customer.choosesAmount(7_50);
      await terminal.page().reload();
      await customer.sees('confirm');
      await customer.confirms(7_50);
      await customer.sees('paid');

      await expectMoves(account, CONTACTS.krabby, [-7_50]);
    });
  });

  describe('during the payment', () => {
    it('shows the payment again, which is taken once', async () => {
      const terminal = await openTerminal(runner);
      const customer = terminal.customer();
      await isPaying(terminal);
      await terminal.page().reload();
      await customer.sees('paying');
      await terminal.account.releaseHeld();
      await customer.sees('paid');

      await expectMoves(terminal.account, CONTACTS.krabby, [-7_50]);
    });
  });
});

inEveryShell('the result of a payment', (runner) => {
  it('stays until a page shows it, even if the page was away for long', async () => {
    const terminal = await openTerminal(runner, { settings: { resultMs: 4_000 } });
    const customer = terminal.customer();
    await isPaying(terminal);
    const { origin } = new URL(terminal.page().url());
    await terminal.page().goto('about:blank');
    await terminal.account.releaseHeld();
    await expectMoves(terminal.account, CONTACTS.krabby, [-7_50]);
    // The kiosk sends a health request every 2.4 s. Three of them take longer than a result stays on the screen.
    const sentCount = healthCount(terminal.account);
    await expect
      .poll(() => healthCount(terminal.account), { timeout: PATIENCE_MS })
      .toBeGreaterThan(sentCount + 2);

    await terminal.page().goto(origin);
    await customer.sees('paid');
    await customer.sees('idle');
  });

  it('is shown before the kiosk ends if it is asked to stop while it pays', async () => {
    const terminal = await openTerminal(runner);
    const customer = terminal.customer();
    await isPaying(terminal);
    terminal.askToStop();
    await terminal.account.releaseHeld();

    await customer.sees('paid');
    await customer.readsMoney(42_50);
    await expectMoves(terminal.account, CONTACTS.krabby, [-7_50]);
  });
});

/** A customer pays €7.50. The account books it and holds its reply until `releaseHeld`. */
async function isPaying(terminal: Terminal): Promise<void> {
  const customer = terminal.customer();
  holdPayments(terminal.account);
  await customer.holdsCard('krabby');
  await customer.choosesAmount(7_50);
  await customer.confirms(7_50);
  await customer.sees('paying');
}

function holdPayments(account: Account): void {
  account.sandbox().faults.add({
    fault: { kind: 'delayReply', delayMs: UNTIL_RELEASED_MS },
    route: 'createTransaction',
  });
}

/** How many health requests the kiosk has sent. */
function healthCount(account: Account): number {
  return account
    .sandbox()
    .requests.entries()
    .filter(({ route }) => route === 'health').length;
}
