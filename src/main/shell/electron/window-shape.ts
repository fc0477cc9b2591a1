/** The options of the window: full screen in kiosk mode, which people cannot leave. */
import type { BrowserWindowConstructorOptions } from 'electron';

/** On the sandbox the window is an ordinary one, so that people who try the kiosk can leave it. */
export function windowShape(isSandbox: boolean): BrowserWindowConstructorOptions {
  return {
    show: false,
    title: 'Prepaid Kiosk',
    autoHideMenuBar: true,
    ...(isSandbox ? { width: 1080, height: 1350 } : { kiosk: true, fullscreen: true }),
  };
}
