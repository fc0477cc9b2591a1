/** A scanner that sends a thousand reports a second: whoever stands at the screen can pay all the same. */
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { startFlood } from '../devices/flood.ts';
import { OTHER_SCANNER, SCANNER } from '../devices/test-devices.ts';
import { CONTACTS, expectMoves } from './account.ts';
import { CARDS, type Customer } from './customer.ts';
import { aBus, lacksDevices, scan, whereDevices } from './devices.ts';
import { browserRunner } from './runners/browser.ts';
import { openTerminal } from './terminal.ts';

interface FloodCase {
  name: string;
  codeOf: (number: number) => string;
  /** What the customer is told of it. */
  says: string;
  /** It asks whether to go on with the other card. */
  isCard: boolean;
}

/** Two customers each, on a machine that has the flood to send as well. */
const TIMEOUT_MS = 180_000;

const OTHER_CARD = 'That’s another card';
const FLOODS: readonly FloodCase[] = [
  {
    name: 'of codes, each another one',
    codeOf: (number) => `flood ${number}`,
    says: OTHER_CARD,
    isCard: true,
  },
  {
    // Of five reports each, so that it is no more than two hundred a second.
    name: 'of long codes, each another one',
    codeOf: (number) => `flood ${number} `.padEnd(250, 'x'),
    says: OTHER_CARD,
    isCard: true,
  },
  { name: 'of one code', codeOf: () => 'flood', says: OTHER_CARD, isCard: true },
  {
    name: 'of what is no code',
    codeOf: (number) => `\u0001 ${number} `.padEnd(250, 'x'),
    says: 'We couldn’t use that scan. Please try again.',
    isCard: false,
  },
];

/** As a person does: again, while nothing comes of it. */
async function scansUntilSeen(customer: Customer, scanOnce: () => Promise<void>): Promise<void> {
  for (let tries = 1; tries < 5; tries += 1) {
    await scanOnce();
    const isSeen = await customer.sees('balance', { timeoutMs: 3_000 }).then(
      () => true,
      () => false,
    );
    if (isSeen) return;
  }
  await scanOnce();
  await customer.sees('balance');
}

describe.skipIf(lacksDevices !== null)(
  `a customer beside a scanner that has gone mad (${whereDevices})`,
  () => {
    afterAll(() => browserRunner.close());

    it.for(FLOODS)(
      'pays once in a flood $name',
      { timeout: TIMEOUT_MS },
      async ({ codeOf, says, isCard }) => {
        const bus = aBus();
        await bus.plug(SCANNER);
        await bus.plug(OTHER_SCANNER);
        const terminal = await openTerminal(browserRunner, { devices: bus.env });
        const customer = terminal.customer();
        await customer.holdsCard('krabby');
        const flood = startFlood(bus, SCANNER.serialNumber, codeOf);
        onTestFinished(async () => {
          await flood.stop();
        });

        await customer.reads(says);
        if (isCard) await customer.presses('Keep this card');
        await customer.choosesAmount(5_00);
        await customer.confirms(5_00);
        await customer.sees('paid');
        await customer.readsMoney(45_00);
        await customer.presses('Done');
        await customer.sees('idle');
        // Another scanner is read meanwhile.
        await scan(bus, CARDS.gold.value, OTHER_SCANNER.serialNumber);
        await customer.sees('balance');
        await customer.readsMoney(12_345_67);
        await customer.presses('Stop');

        expect(await flood.stop(), 'reports of the flood').toBeGreaterThan(1_000);
        await expectMoves(terminal.account, CONTACTS.krabby, [-5_00]);
        await scansUntilSeen(customer, () => scan(bus, CARDS.twin.value));
        await customer.readsMoney(31_40);
        expect(terminal.log()).toMatch(/more (codes )?than/);
      },
    );
  },
);
