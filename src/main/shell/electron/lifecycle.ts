/** One kiosk on a terminal, and an end that waits for what is in flight. */
import { app, powerSaveBlocker, type BrowserWindow } from 'electron';
import type { Log } from '../../log/log.ts';

/** False where another one runs already; it then comes to the front, and this one has to end. */
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

/** A kiosk whose screen goes dark looks broken. */
export function keepScreenOn(): void {
  powerSaveBlocker.start('prevent-display-sleep');
}

/** Holds the program's end up until `stop` has resolved. */
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
      log.error('the kiosk did not stop cleanly; its journal has what was under way', error);
      quit();
    });
  });
}
