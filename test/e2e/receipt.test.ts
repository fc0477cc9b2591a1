/** A receipt after a payment: on the screen, in a QR code, and on paper. */
import { expect, it } from 'vitest';
import { openFakePrinter } from '../printer/fake-printer.ts';
import { CONTACTS, expectMoves } from './account.ts';
import type { Customer } from './customer.ts';
import { inEveryShell } from './in-every-shell.ts';
import { readCode } from './phone.ts';
import { openTerminal } from './terminal.ts';

inEveryShell('a customer who wants a receipt', (runner) => {
  it('reads the receipt on the screen, and a phone reads it from the QR code', async () => {
    const terminal = await openTerminal(runner);
    const customer = terminal.customer();
    await pays(customer);

    await customer.presses('Receipt');
    await customer.reads('Your receipt');
    await customer.reads('Left on your card');
    const text = await readCode(terminal.page());

    expect(text.split('\n')[0]).toBe('Krusty Krab');
    expect(text).toContain('Paid: €12.34');
    expect(text).toContain('Left on your card: €37.66');
    expect(text).toMatch(/^Card: \*{4} skjf$/m);
    await customer.presses('Close');
    await customer.button('Close').waitFor({ state: 'hidden' });
    await customer.presses('Done');
    await customer.sees('idle');
  });

  it('gets one paper receipt after a double tap, and pays once', async () => {
    const printer = await openFakePrinter('well');
    const { account, ...terminal } = await openTerminal(runner, withPrinter(printer.port));
    const customer = terminal.customer();
    await pays(customer);

    await customer.presses('Receipt');
    await customer.button('Print it').dblclick();
    await customer.reads('Printed. Don’t forget to take it.');

    const [paper, ...others] = printer.receipts();
    expect(others).toEqual([]);
    expect(paper?.lines.join('\n')).toMatch(/^Paid +€12\.34$/m);
    expect(paper?.cuts).toBe(1);
    await expectMoves(account, CONTACTS.krabby, [-12_34]);
  });

  it('reads that the printer has no paper, can use the QR code instead, and can print again', async () => {
    const printer = await openFakePrinter('noPaper');
    const { account, ...terminal } = await openTerminal(runner, withPrinter(printer.port));
    const customer = terminal.customer();
    await pays(customer);

    await customer.presses('Receipt');
    await customer.presses('Print it');
    await customer.reads(/The printer is out of paper\./);
    expect(await readCode(terminal.page())).toContain('Paid: €12.34');
    printer.mood = 'well';
    await customer.presses('Try printing again');
    await customer.reads('Printed. Don’t forget to take it.');

    expect(printer.receipts()).toHaveLength(1);
    expect(terminal.log()).not.toMatch(/skjf|12\.34/);
    await expectMoves(account, CONTACTS.krabby, [-12_34]);
  });
});

async function pays(customer: Customer): Promise<void> {
  await customer.holdsCard('krabby');
  await customer.choosesAmount(12_34);
  await customer.confirms(12_34);
  await customer.sees('paid');
}

function withPrinter(port: number): { settings: Record<string, unknown> } {
  return { settings: { printer: { kind: 'network', host: '127.0.0.1', port } } };
}
