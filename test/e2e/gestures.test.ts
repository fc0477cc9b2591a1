/** What a browser does with a pointer by itself does not work on a kiosk. */
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { inEveryShell } from './in-every-shell.ts';
import { openTerminal } from './terminal.ts';

/** Whether the page lets the browser act on an event. */
function isLetThrough(page: Page, event: { type: string; init: object }): Promise<boolean> {
  return page.evaluate(({ type, init }) => {
    const all = { bubbles: true, cancelable: true, ...init };
    const made = type === 'wheel' ? new WheelEvent(type, all) : new MouseEvent(type, all);
    return (document.querySelector('button') ?? document.body).dispatchEvent(made);
  }, event);
}

inEveryShell('a customer who plays with the screen', (runner) => {
  it('finds no zoom, no menu, no drop, and no button that goes back', async () => {
    const terminal = await openTerminal(runner);
    const page = terminal.page();
    await terminal.customer().sees('idle');

    for (const [type, init] of [
      ['wheel', { ctrlKey: true, deltaY: -100 }],
      ['contextmenu', { button: 2 }],
      ['dragstart', {}],
      ['dragover', {}],
      ['drop', {}],
      ['selectstart', {}],
      ['auxclick', { button: 1 }],
      ['mousedown', { button: 1 }],
      ['mouseup', { button: 3 }],
      ['mouseup', { button: 4 }],
    ] as const) {
      expect([type, await isLetThrough(page, { type, init })]).toEqual([type, false]);
    }
    expect(await isLetThrough(page, { type: 'wheel', init: { deltaY: 100 } })).toBe(true);
    expect(await isLetThrough(page, { type: 'mousedown', init: { button: 0 } })).toBe(true);
  });

  it('cannot pinch the page larger', async () => {
    const terminal = await openTerminal(runner);
    const page = terminal.page();
    await terminal.customer().sees('idle');
    const devices = await page.context().newCDPSession(page);
    await devices.send('Input.synthesizePinchGesture', {
      x: 400,
      y: 300,
      scaleFactor: 3,
      gestureSourceType: 'touch',
    });
    expect(await page.evaluate(() => visualViewport?.scale)).toBe(1);
  });
});
