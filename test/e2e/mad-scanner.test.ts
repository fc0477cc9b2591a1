/** A broken scanner sends a thousand reports a second. The customer can still pay. */
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { startFlood } from '../devices/flood.ts';
import { OTHER_SCANNER, SCANNER } from '../devices/test-devices.ts';
import { CONTACTS, expectMoves } from './account.ts';
import { CARDS, type Customer } from './customer.ts';
import { aBus, lacksDevices, scan, whereDevices } from './devices.ts';
import { PATIENCE_MS } from './patience.ts';
import { browserRunner } from './runners/browser.ts';
import { openTerminal } from './terminal.ts';

interface FloodCase {
  name: string;
  codeOf: (number: number) => string;
  /** The text on the screen during the flood. */
  says: string;
  /** The flood contains valid card values, so the screen asks whether to use the other card. */
  isCard: boolean;
}

/** This is long, because the machine that runs the test also sends the flood. */
const TIMEOUT_MS = 300_000;
/** A customer whose scan shows nothing scans again after this time. */
const TRY_AGAIN_MS = 3_000;

const OTHER_CARD = 'That’s a different card';
const FLOODS: readonly FloodCase[] = [
  {
    name: 'of different codes',
    codeOf: (number) => `flood ${number}`,
    says: OTHER_CARD,
    isCard: true,
  },
  {
    // Each code takes five reports, so at most two hundred codes arrive in a second.
    name: 'of different long codes',
    codeOf: (number) => `flood ${number} `.padEnd(250, 'x'),
    says: OTHER_CARD,
    isCard: true,
  },
  { name: 'of the same code', codeOf: () => 'flood', says: OTHER_CARD, isCard: true },
  {
    name: 'of scans that are no card values',
    codeOf: (number) => `\u0001 ${number} `.padEnd(250, 'x'),
    says: 'We couldn’t use that scan. Please try again.',
    isCard: false,
  },
];

/** Scans again while nothing happens, as a person does: the kiosk may still ignore the scanner. */
async function scansUntilRead(
  customer: Customer,
  { amountInCents, scanOnce }: { amountInCents: number; scanOnce: () => Promise<void> },
): Promise<void> {
  for (let waitedMs = 0; waitedMs < PATIENCE_MS; waitedMs += TRY_AGAIN_MS) {
    await scanOnce();
    if (await customer.readsMoneyWithin(amountInCents, TRY_AGAIN_MS)) return;
  }
  await customer.readsMoney(amountInCents);
}

describe.skipIf(lacksDevices !== null)(
  `a customer at a kiosk with a broken scanner (${whereDevices})`,
  () => {
    afterAll(() => browserRunner.close());

    it.for(FLOODS)(
      'pays once while the scanner sends a flood $name',
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
        if (isCard) await customer.presses('Keep the first card');
        await customer.choosesAmount(5_00);
        await customer.confirms(5_00);
        await customer.sees('paid');
        await customer.readsMoney(45_00);
        await customer.presses('Done');
        await customer.sees('idle');
        // The other scanner still works.
        await scan(bus, CARDS.gold.value, OTHER_SCANNER.serialNumber);
        await customer.sees('balance');
        await customer.readsMoney(12_345_67);
        await customer.presses('Stop');
        await customer.sees('idle');

        expect(await flood.stop(), 'reports of the flood').toBeGreaterThan(1_000);
        await expectMoves(terminal.account, CONTACTS.krabby, [-5_00]);
        const scanOnce = (): Promise<void> => scan(bus, CARDS.twin.value);
        await scansUntilRead(customer, { amountInCents: 31_40, scanOnce });
        expect(terminal.log()).toMatch(/more scans than|faster than anyone/);
      },
    );
  },
);
