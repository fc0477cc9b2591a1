/** The main journey: from a card to a payment, once, whatever the fingers do. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CONTACTS, expectMoves, type Account } from './account.ts';
import { CARDS } from './customer.ts';
import { inEveryShell } from './in-every-shell.ts';
import { openTerminal, type Terminal } from './terminal.ts';

inEveryShell('a customer who pays', (runner) => {
  it('touches a demo card, types the amount, confirms, and it is taken once', async () => {
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
  });

  it('uses a scanner that types like a keyboard, and a quick amount', async () => {
    const { account, ...terminal } = await openTerminal(runner);
    const customer = terminal.customer();

    await customer.sees('idle');
    await customer.scans('krabby');
    await customer.sees('balance');
    await customer.presses('Pay with it');
    await customer.presses('€20.00');
    await customer.presses('Continue');
    await customer.confirms(20_00);
    await customer.sees('paid');

    await expectMoves(account, CONTACTS.krabby, [-20_00]);
  });

  it('is served when the scan comes by the command for scans', async () => {
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

  it('pays again with the balance of now', async () => {
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

inEveryShell('an impatient finger', (runner) => {
  it('taps twice on the last button, and pays once', async () => {
    const { account, ...terminal } = await openTerminal(runner);
    const customer = terminal.customer();

    await customer.holdsCard('krabby');
    await customer.choosesAmount(5_00);
    await customer.payButton(5_00).dblclick();
    await customer.sees('paid');

    await expectMoves(account, CONTACTS.krabby, [-5_00]);
  });

  it('taps on after the payment, and pays once', async () => {
    const { account, ...terminal } = await openTerminal(runner);
    const customer = terminal.customer();
    // The payment takes long enough for every tap to fall while it is under way.
    account.sandbox().faults.add({
      fault: { kind: 'delayReply', delayMs: 1_500 },
      route: 'createTransaction',
    });

    await customer.holdsCard('krabby');
    await customer.choosesAmount(5_00);
    const box = await customer.payButton(5_00).boundingBox();
    await customer.confirms(5_00);
    await customer.sees('paying');
    for (let tap = 0; tap < 5; tap++) {
      await terminal.page().mouse.click((box?.x ?? 0) + 100, (box?.y ?? 0) + 20);
    }
    await customer.sees('paid');

    await expectMoves(account, CONTACTS.krabby, [-5_00]);
  });

  it('taps twice on the button before the last, and has confirmed nothing', async () => {
    const { account, ...terminal } = await openTerminal(runner);
    const customer = terminal.customer();

    await customer.holdsCard('krabby');
    await customer.presses('Pay with it');
    await customer.presses('€5.00');
    await customer.readsMoney(5_00);
    await customer.button('Continue').dblclick();
    await customer.sees('confirm');
    // The button is ready now, so a tap that counted would have been taken.
    await customer
      .payButton(5_00)
      .and(terminal.page().locator('[aria-disabled="false"]'))
      .waitFor();

    await customer.sees('confirm');
    await expectMoves(account, CONTACTS.krabby, []);
  });

  it('taps on the last button as soon as it is there, and has confirmed nothing', async () => {
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

inEveryShell('a page that is loaded anew in the middle', (runner) => {
  describe('of choosing the amount', () => {
    it('shows the same amount', async () => {
      const terminal = await openTerminal(runner);
      const customer = terminal.customer();

      await customer.holdsCard('krabby');
      await customer.presses('Pay with it');
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

  describe('of confirming', () => {
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

  describe('of paying', () => {
    it('shows that it is paying, and pays once', async () => {
      const terminal = await openTerminal(runner);
      const customer = terminal.customer();
      await isPaying(terminal, { forMs: 2_500 });
      await terminal.page().reload();
      await customer.sees('paying');
      await customer.sees('paid');

      await expectMoves(terminal.account, CONTACTS.krabby, [-7_50]);
    });
  });
});

inEveryShell('what came of a payment', (runner) => {
  it('is still there when the page comes back, however long it was away', async () => {
    const terminal = await openTerminal(runner, { settings: { resultMs: 1_000 } });
    const customer = terminal.customer();
    await isPaying(terminal, { forMs: 1_000 });
    const { origin } = new URL(terminal.page().url());
    await terminal.page().goto('about:blank');
    await expectMoves(terminal.account, CONTACTS.krabby, [-7_50]);
    // It is asked every 2.4 s, which is longer than a result stays.
    const asked = healthCount(terminal.account);
    await expect
      .poll(() => healthCount(terminal.account), { timeout: 30_000 })
      .toBeGreaterThan(asked + 1);

    await terminal.page().goto(origin);
    await customer.sees('paid');
    await customer.sees('idle');
  });

  it('is told before a kiosk ends that is stopped meanwhile', async () => {
    const terminal = await openTerminal(runner);
    const customer = terminal.customer();
    await isPaying(terminal, { forMs: 1_000 });
    terminal.askToStop();

    await customer.sees('paid');
    await customer.readsMoney(42_50);
    await expectMoves(terminal.account, CONTACTS.krabby, [-7_50]);
  });
});

/** A customer who pays €7.50, which the account takes so long to answer. */
async function isPaying(terminal: Terminal, { forMs }: { forMs: number }): Promise<void> {
  const customer = terminal.customer();
  terminal.account.sandbox().faults.add({
    fault: { kind: 'delayReply', delayMs: forMs },
    route: 'createTransaction',
  });
  await customer.holdsCard('krabby');
  await customer.choosesAmount(7_50);
  await customer.confirms(7_50);
  await customer.sees('paying');
}

function healthCount(account: Account): number {
  return account
    .sandbox()
    .requests.entries()
    .filter(({ route }) => route === 'health').length;
}
