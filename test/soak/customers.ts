/** The customers of the soak test, one after another: their acts, and what the kiosk must show. */
import assert from 'node:assert/strict';
import { cents } from '../../src/shared/money.ts';
import type { TestDevice } from '../devices/bus.ts';
import { hidPosReports } from '../devices/reports.ts';
import { NFC_READER } from '../devices/test-devices.ts';
import type { Noise } from '../fuzz/noise.ts';
import { aScanner, presented, type SoakCard } from './cards.ts';
import { DEVICES, nameOfReader, type SoakKiosk } from './kiosk.ts';

/** After this time a card no longer counts as a repeat, and a reader no longer counts as too fast. */
const BETWEEN_MS = 3_000;
export const PAYMENT_IN_CENTS = cents(5_00);
const TOO_LONG_FOR_A_CARD = 300;
const TOO_LONG_FOR_A_CODE = 600;

export interface Customers {
  /** Does one random act. Resolves when the kiosk has shown the result of the act and nothing else. */
  act(): Promise<void>;
  pay(): Promise<void>;
  pullOut(): Promise<void>;
  /** Ends the session, and checks that nothing else was shown. */
  leave(): Promise<void>;
  scanCount(): number;
  /** The number of scans for each result that was shown. */
  counts(): Readonly<Record<string, number>>;
  paymentCount(): number;
  pullCount(): number;
  /** How often a reader was unplugged in the middle of a code. */
  cutCount(): number;
}

export function createCustomers(kiosk: SoakKiosk, noise: Noise): Customers {
  const { bus, page, cards } = kiosk;
  const expected: string[] = [];
  const counts: Record<string, number> = {};
  let scanCount = 0;
  let strangerCount = 0;
  let [paymentCount, pullCount, cutCount] = [0, 0, 0];
  /** The card whose balance is on the screen. */
  let served: SoakCard | null = null;

  async function send(device: TestDevice, reports: readonly Uint8Array[]): Promise<void> {
    for (const report of reports) await bus.report(device.serialNumber, report);
  }

  /** Does one whole scan, and waits until the kiosk has shown everything that it must show for it. */
  async function scan(
    { device, reports }: { device: TestDevice; reports: readonly Uint8Array[] },
    kind: string,
    ...shown: readonly string[]
  ): Promise<void> {
    scanCount += 1;
    counts[kind] = (counts[kind] ?? 0) + 1;
    await send(device, reports);
    await sees(...shown);
  }

  async function sees(...shown: readonly string[]): Promise<void> {
    expected.push(...shown);
    await page.until(shown.join(', '), () => page.shown.length >= expected.length);
    const from = expected.length - shown.length;
    assert.deepEqual(page.shown.slice(from), shown, `after ${scanCount} scans`);
  }

  function anotherCard(): SoakCard {
    const card = cards[noise.nat(cards.length)];
    return card === undefined || card === served ? anotherCard() : card;
  }

  async function touchesAndSees(kind: 'stop' | 'takeOtherCard' | 'keepThisCard'): Promise<void> {
    const { screenId, overlay } = page.view();
    if (overlay?.kind === 'otherCard' && kind !== 'stop') {
      await page.until(
        'armed',
        (view) => view.overlay?.kind === 'otherCard' && view.overlay.isArmed,
      );
    }
    if (kind === 'stop') page.touch({ kind, screenId });
    else if (kind === 'keepThisCard') page.touch({ kind });
    else if (overlay?.kind === 'otherCard') page.touch({ kind, number: overlay.number });
    if (kind === 'stop') await page.until('idle', ({ screen }) => screen.kind === 'idle');
    if (kind === 'keepThisCard') await page.until('kept', ({ overlay }) => overlay === null);
  }

  async function stops(): Promise<void> {
    if (page.view().screen.kind !== 'idle') await touchesAndSees('stop');
    served = null;
  }

  async function showsCard(): Promise<void> {
    const card = anotherCard();
    if (served === null) {
      await scan(presented(card, noise), 'looked up', 'looked up', `balance ${card.endsIn}`);
      served = card;
      return;
    }
    await scan(presented(card, noise), 'asked about', `other card ${card.endsIn}`);
    if (noise.nat(2) === 0) {
      await touchesAndSees('keepThisCard');
      return;
    }
    await touchesAndSees('takeOtherCard');
    await sees('looked up', `balance ${card.endsIn}`);
    served = card;
  }

  async function holdsStill(): Promise<void> {
    if (served === null) await showsCard();
    assert(served !== null);
    // The first time the session recognises its card. The next time the intake recognises a repeat.
    const twice = presented(served, noise);
    await scan(twice, 'the same card again', 'sameCardAgain');
    await kiosk.pass(BETWEEN_MS);
    await scan(twice, 'the same card again', 'sameCardAgain');
  }

  async function showsStranger(): Promise<void> {
    const endsIn = String(strangerCount % 10_000).padStart(4, '0');
    strangerCount += 1;
    const stranger = {
      device: aScanner(noise),
      reports: hidPosReports(`stranger ${strangerCount} ${endsIn}`),
    };
    if (served === null) {
      await scan(stranger, 'looked up', 'looked up', `unknown ${endsIn}`);
      return;
    }
    await scan(stranger, 'asked about', `other card ${endsIn}`);
    await touchesAndSees('keepThisCard');
  }

  async function showsNoCard(): Promise<void> {
    const length = noise.nat(2) === 0 ? TOO_LONG_FOR_A_CARD : TOO_LONG_FOR_A_CODE;
    const text = noise.nat(3) === 0 ? `a\u0001b ${scanCount}` : `${scanCount} `.padEnd(length, 'x');
    const device = aScanner(noise);
    await scan({ device, reports: hidPosReports(text) }, 'not a card', 'scanRefused');
  }

  const ACTS = [
    showsCard,
    showsCard,
    showsCard,
    showsStranger,
    holdsStill,
    showsNoCard,
    stops,
    stops,
  ];

  return {
    scanCount: () => scanCount,
    counts: () => counts,
    paymentCount: () => paymentCount,
    pullCount: () => pullCount,
    cutCount: () => cutCount,
    async leave() {
      await stops();
      await kiosk.pass(BETWEEN_MS);
      assert.deepEqual(page.shown, expected);
    },
    async act() {
      await kiosk.pass(BETWEEN_MS);
      await (ACTS[noise.nat(ACTS.length)] ?? stops)();
    },
    async pay() {
      await stops();
      await kiosk.pass(BETWEEN_MS);
      await showsCard();
      await goesToConfirm();
      const { held, letGo } = kiosk.holdPayment();
      page.touch({ kind: 'confirmSpend', screenId: page.view().screenId });
      await held;
      await kiosk.pass(BETWEEN_MS);
      await scan(presented(anotherCard(), noise), 'told to wait', 'waitForPayment');
      letGo();
      paymentCount += 1;
      await sees(`paid ${PAYMENT_IN_CENTS}`);
      await page.until('armed', ({ screen }) => screen.kind === 'paid' && screen.isArmed);
      await stops();
    },
    async pullOut() {
      const device = DEVICES[noise.nat(DEVICES.length)];
      assert(device !== undefined);
      const name = nameOfReader(device.serialNumber);
      const times = kiosk.loggedCount(`reader ${name}: ready`);
      if (device !== NFC_READER) {
        cutCount += 1;
        const reports = hidPosReports(`cut ${pullCount} `.padEnd(200, 'y'));
        await send(device, reports.slice(0, 1 + noise.nat(reports.length - 1)));
      }
      pullCount += 1;
      await bus.unplug(device.serialNumber);
      await kiosk.untilLogged(`reader ${name}: away`, times);
      await bus.plug(device);
      await kiosk.untilLogged(`reader ${name}: ready`, times + 1);
    },
  };

  /** Goes from the balance to the confirm screen. */
  async function goesToConfirm(): Promise<void> {
    page.touch({ kind: 'startSpend', screenId: page.view().screenId });
    await page.until('the amount', ({ screen }) => screen.kind === 'amount');
    const { screenId } = page.view();
    page.touch({ kind: 'chooseAmount', amountInCents: PAYMENT_IN_CENTS, screenId });
    page.touch({ kind: 'review', screenId });
    await page.until('confirm', ({ screen }) => screen.kind === 'confirm' && screen.isArmed);
  }
}
