/** The lifecycle of the Electron app: a single instance, a screen that stays on, and an orderly end. */
import { app, powerSaveBlocker, type BrowserWindow } from 'electron';
import type { Log } from '../../log/log.ts';

/** False if another instance runs. The window of that instance comes to the front, and this instance must end. */
export function isOnlyInstance(): boolean {
  return app.requestSingleInstanceLock();
}

export function comeToFrontOnSecondStart(window: BrowserWindow): void {
  app.on('second-instance', () => {
    if (window.isDestroyed()) return;
    if (window.isMinimized()) window.restore();
    window.focus();
  });
}

/** Keeps the screen on, because a dark screen would look broken. */
export function keepScreenOn(): void {
  powerSaveBlocker.start('prevent-display-sleep');
}

/** Delays the end of the program until `stop` has resolved. */
export function stopBeforeQuit(stop: () => Promise<void>, log: Log): void {
  let state: 'running' | 'stopping' | 'stopped' = 'running';
  const quit = (): void => {
    state = 'stopped';
    app.quit();
  };
  app.on('window-all-closed', () => app.quit());
  app.on('before-quit', (event) => {
    if (state === 'stopped') return;
    event.preventDefault();
    if (state === 'stopping') return;
    state = 'stopping';
    stop().then(quit, (error: unknown) => {
      log.error('the kiosk did not stop cleanly; open payments are in its journal', error);
      quit();
    });
  });
}
