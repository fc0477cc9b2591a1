/** A tactile keypad: F17 to F24, which a real keyboard does not have, given to Chromium as its system would. */
import type { Page } from 'playwright-core';

/** The Windows code of F17, from which the others go on. */
const F17_CODE = 128;

export type KeypadKey = 'F17' | 'F18' | 'F19' | 'F20' | 'F21' | 'F22' | 'F23' | 'F24';

/** Presses keys of a keypad that is plugged into the kiosk of this page. */
export async function plugInKeypad(page: Page): Promise<(key: KeypadKey) => Promise<void>> {
  const devices = await page.context().newCDPSession(page);
  return async (key) => {
    const windowsVirtualKeyCode = F17_CODE + Number(key.slice(1)) - 17;
    const pressed = { key, code: key, windowsVirtualKeyCode };
    await devices.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...pressed });
    await devices.send('Input.dispatchKeyEvent', { type: 'keyUp', ...pressed });
  };
}
