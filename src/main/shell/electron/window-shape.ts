/** How the window stands on the screen: the kiosk's over all of it, with no way past. */
import type { BrowserWindowConstructorOptions } from 'electron';

/** On the sandbox the window is an ordinary one, so that nobody is locked in while trying the kiosk out. */
export function windowShape(isSandbox: boolean): BrowserWindowConstructorOptions {
  return {
    show: false,
    title: 'Prepaid Kiosk',
    autoHideMenuBar: true,
    ...(isSandbox ? { width: 1080, height: 1350 } : { kiosk: true, fullscreen: true }),
  };
}
