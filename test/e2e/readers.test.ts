/** From what a scanner sends, through the real node-hid in the kiosk's reader process, to what the customer sees. */
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import type { DeviceBus } from '../devices/bus.ts';
import { hidPosReports } from '../devices/reports.ts';
import { whyNoVirtualDevices } from '../devices/shim.ts';
import { SCANNER } from '../devices/test-devices.ts';
import { createVirtualBus } from '../devices/virtual-bus.ts';
import { CARDS } from './customer.ts';
import { browserRunner } from './runners/browser.ts';
import { openTerminal } from './terminal.ts';

const lacks = browserRunner.lacks ?? whyNoVirtualDevices();
const where = lacks === null ? 'in Chromium' : `not in Chromium: ${lacks}`;

const AWAY = 'The card reader isn’t answering';

function aBus(): DeviceBus {
  const bus = createVirtualBus();
  onTestFinished(() => bus.stop());
  return bus;
}

async function scan(bus: DeviceBus, text: string): Promise<void> {
  for (const report of hidPosReports(text)) await bus.report(SCANNER.serialNumber, report);
}

describe.skipIf(lacks !== null)(`a customer at a scanner (${where})`, () => {
  afterAll(() => browserRunner.close());

  it('sees the balance of the card, that the scanner was pulled out, and that it is back', async () => {
    const bus = aBus();
    await bus.plug(SCANNER);
    const terminal = await openTerminal(browserRunner, { devices: bus.env });
    const customer = terminal.customer();

    await customer.sees('idle');
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

  it('is told that a scan was no card, and goes on', async () => {
    const bus = aBus();
    await bus.plug(SCANNER);
    const terminal = await openTerminal(browserRunner, { devices: bus.env });
    const customer = terminal.customer();

    await customer.sees('idle');
    await scan(bus, 'a\u0001b');
    await customer.reads('We couldn’t use that scan. Please try again.');
    await scan(bus, CARDS.krabby.value);
    await customer.sees('balance');
  });
});
