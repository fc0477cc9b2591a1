/** A tactile keypad sends F17 to F24, which few keyboards have. Chromium gets them as from the operating system. */
import type { Page } from 'playwright-core';

/** The Windows key code of F17. The codes of the others follow. */
const F17_CODE = 128;

export type KeypadKey = 'F17' | 'F18' | 'F19' | 'F20' | 'F21' | 'F22' | 'F23' | 'F24';

/** Returns a function that presses a key of the keypad. */
export async function plugInKeypad(page: Page): Promise<(key: KeypadKey) => Promise<void>> {
  const devices = await page.context().newCDPSession(page);
  return async (key) => {
    const windowsVirtualKeyCode = F17_CODE + Number(key.slice(1)) - 17;
    const pressed = { key, code: key, windowsVirtualKeyCode };
    await devices.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...pressed });
    await devices.send('Input.dispatchKeyEvent', { type: 'keyUp', ...pressed });
  };
}
