/** The shape of the window: full screen in kiosk mode, with no way out. */
import type { BrowserWindowConstructorOptions } from 'electron';

/** With the sandbox it is an ordinary window, so that people who try the kiosk can leave it. */
export function windowShape(isSandbox: boolean): BrowserWindowConstructorOptions {
  return {
    show: false,
    title: 'Prepaid Kiosk',
    autoHideMenuBar: true,
    ...(isSandbox ? { width: 1080, height: 1350 } : { kiosk: true, fullscreen: true }),
  };
}
