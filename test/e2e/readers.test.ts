/** From a scanner's reports, through the real node-hid in the kiosk's reader process, to the customer's screen. */
import { afterAll, describe, expect, it } from 'vitest';
import type { DeviceBus } from '../devices/bus.ts';
import { hidPosReports } from '../devices/reports.ts';
import { SCANNER } from '../devices/test-devices.ts';
import { CONTACTS, expectMoves, UNTIL_RELEASED_MS } from './account.ts';
import { CARDS, type Customer } from './customer.ts';
import { aBus, killReaderProcess, lacksDevices, scan, whereDevices } from './devices.ts';
import { browserRunner } from './runners/browser.ts';
import { openTerminal, type Terminal } from './terminal.ts';

const AWAY = 'The card reader isn’t responding';
/** This code is so long that it takes several reports and can be cut between two of them. */
const LONG = 'a code that is cut '.padEnd(200, 'x');

describe.skipIf(lacksDevices !== null)(`a customer at a scanner (${whereDevices})`, () => {
  afterAll(() => browserRunner.close());

  it('sees the balance of the card, and later that the scanner is unplugged and back', async () => {
    const { bus, terminal, customer } = await openTerminalWithScanner();

    await scan(bus, CARDS.krabby.value);
    await customer.sees('balance');
    await customer.readsMoney(50_00);
    await customer.presses('Stop');

    await bus.unplug(SCANNER.serialNumber);
    await customer.reads(AWAY);
    await bus.plug(SCANNER);
    await customer.sees('idle');
    await scan(bus, CARDS.gold.value);
    await customer.sees('balance');
    expect(terminal.log()).toMatch(/reader .*: away/);
    expect(terminal.log()).not.toMatch(/GOLD-0001|cilwjef/);
  });

  it('reads that the scan was not a card, and can continue', async () => {
    const { bus, customer } = await openTerminalWithScanner();

    await scan(bus, 'a\u0001b');
    await customer.reads('We couldn’t use that scan. Please try again.');
    await scan(bus, CARDS.krabby.value);
    await customer.sees('balance');
  });

  it('pays once if the scanner is unplugged during the payment', async () => {
    const { bus, terminal, customer } = await openTerminalWithScanner();

    await scan(bus, CARDS.krabby.value);
    await customer.sees('balance');
    await customer.choosesAmount(5_00);
    const held = { kind: 'delayReply', delayMs: UNTIL_RELEASED_MS } as const;
    terminal.account.sandbox().faults.add({ fault: held, route: 'createTransaction' });
    await customer.confirms(5_00);
    await customer.sees('paying');
    await bus.report(SCANNER.serialNumber, firstReport(LONG));
    await bus.unplug(SCANNER.serialNumber);
    await terminal.account.releaseHeld();
    await customer.sees('paid');
    await customer.readsMoney(45_00);
    await expectMoves(terminal.account, CONTACTS.krabby, [-5_00]);

    await customer.presses('Done');
    await customer.reads(AWAY);
    await bus.plug(SCANNER);
    await customer.sees('idle');
    await scan(bus, CARDS.gold.value);
    await customer.sees('balance');
    await customer.readsMoney(12_345_67);
  });

  it.for(['SIGKILL', 'SIGSEGV', 'SIGABRT'] as const)(
    'can continue if the reader process dies of %s during a scan, and the next card is read',
    async (signal) => {
      const { bus, terminal, customer } = await openTerminalWithScanner();

      await scan(bus, CARDS.krabby.value);
      await customer.sees('balance');
      await bus.report(SCANNER.serialNumber, firstReport(LONG));
      await killReaderProcess(bus, signal);
      await customer.readsMoney(50_00);
      await customer.choosesAmount(5_00);
      await customer.confirms(5_00);
      await customer.sees('paid');
      await expectMoves(terminal.account, CONTACTS.krabby, [-5_00]);

      await customer.presses('Done');
      await customer.sees('idle');
      await scan(bus, CARDS.gold.value);
      await customer.sees('balance');
      await customer.readsMoney(12_345_67);
      expect(terminal.log()).toMatch(/the reader process crashed, probably because of Honeywell/);
    },
  );
});

/** A terminal with a scanner, showing its idle screen. */
async function openTerminalWithScanner(): Promise<{
  bus: DeviceBus;
  terminal: Terminal;
  customer: Customer;
}> {
  const bus = aBus();
  await bus.plug(SCANNER);
  const terminal = await openTerminal(browserRunner, { devices: bus.env });
  const customer = terminal.customer();
  await customer.sees('idle');
  await customer.reads(/Turn the code towards it\./);
  return { bus, terminal, customer };
}

function firstReport(text: string): Buffer {
  const [first] = hidPosReports(text);
  if (first === undefined) throw new Error('expected at least one report for the code');
  return first;
}
