/**
 * A keyboard-wedge scanner at the real keyboard input of Chromium. Like the real thing it waits for nobody:
 * a busy page gets its keys late and all at once, each with the time at which it went down.
 */
import type { Page } from 'playwright-core';

/** As fast as scanners are. */
const KEY_MS = 5;

/** Types the value and Enter. */
export async function typeAsScanner(page: Page, value: string): Promise<void> {
  const keyboard = await page.context().newCDPSession(page);
  const startMs = Date.now();
  const strokes = [
    ...Array.from(value, (key) => ({ key, text: key })),
    { key: 'Enter', text: '\r' },
  ];
  await Promise.all(
    strokes.flatMap((stroke, index) => {
      const timestamp = (startMs + index * KEY_MS) / 1000;
      const down = { ...stroke, type: 'keyDown', timestamp } as const;
      const up = { key: stroke.key, type: 'keyUp', timestamp } as const;
      return [down, up].map((event) => keyboard.send('Input.dispatchKeyEvent', event));
    }),
  );
  await keyboard.detach();
}
