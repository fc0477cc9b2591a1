/** A customer whose finger drifts on a key, or whose palm rests on the screen. */
import type { Locator, Page } from 'playwright-core';
import { it } from 'vitest';
import { comesToRest } from './at-rest.ts';
import { inEveryShell } from './in-every-shell.ts';
import { openTerminal } from './terminal.ts';

interface Point {
  x: number;
  y: number;
  id: number;
}

/** Beside the buttons. */
const PALM: Point = { x: 30, y: 300, id: 1 };
const DRIFT_PX = 20;

async function fingersOf(page: Page): Promise<(type: string, points: Point[]) => Promise<void>> {
  const devices = await page.context().newCDPSession(page);
  return async (type, touchPoints) => {
    await devices.send('Input.dispatchTouchEvent', {
      type: type === 'up' ? 'touchEnd' : type === 'down' ? 'touchStart' : 'touchMove',
      touchPoints,
    });
  };
}

async function middleOf(button: Locator): Promise<Point> {
  const box = await button.boundingBox();
  if (box === null) throw new Error('the button has no place');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2, id: 2 };
}

inEveryShell('a customer with an unsteady hand', (runner) => {
  it('types once with a finger that drifts by 20 px, and not with one that leaves the key', async () => {
    const terminal = await openTerminal(runner);
    const customer = terminal.customer();
    const page = terminal.page();
    await customer.holdsCard('krabby');
    await customer.presses('Pay with this card');
    await customer.sees('amount');
    await comesToRest(page);
    const fingers = await fingersOf(page);
    const middle = await middleOf(customer.button('5'));

    const from = { ...middle, x: middle.x - DRIFT_PX / 2 };
    await fingers('down', [from]);
    await fingers('move', [{ ...from, x: from.x + DRIFT_PX / 2 }]);
    await fingers('move', [{ ...from, x: from.x + DRIFT_PX }]);
    await fingers('up', []);
    await customer.readsMoney(5);

    await fingers('down', [middle]);
    await fingers('move', [{ ...middle, x: middle.x - 200 }]);
    await fingers('up', []);
    await customer.button('0').click();
    await customer.readsMoney(50);
  });

  it('types with a finger beside a palm that came before it or after it, and without the palm', async () => {
    const terminal = await openTerminal(runner);
    const customer = terminal.customer();
    const page = terminal.page();
    await customer.holdsCard('krabby');
    await customer.presses('Pay with this card');
    await customer.sees('amount');
    await comesToRest(page);
    const fingers = await fingersOf(page);
    const five = await middleOf(customer.button('5'));

    // DevTools lifts all fingers together.
    await fingers('down', [PALM]);
    await fingers('down', [PALM, five]);
    await fingers('up', []);
    await customer.readsMoney(5);
    await fingers('down', [five]);
    await fingers('down', [five, PALM]);
    await fingers('up', []);
    await customer.readsMoney(55);
    await customer.button('0').click();
    await customer.readsMoney(5_50);
  });
});
