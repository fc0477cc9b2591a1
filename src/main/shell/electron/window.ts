/**
 * The kiosk's only window. Applies all security restrictions: one file for each part of Electron's security checklist.
 */
import { BrowserWindow, Menu } from 'electron';
import { denyNewWindows } from './new-windows.ts';
import { limitNavigation } from './navigation.ts';
import { PAGE_URL } from './page-address.ts';
import { denyPermissions } from './permissions.ts';
import { webPreferences } from './web-preferences.ts';
import { denyWebviews } from './webviews.ts';
import { windowShape } from './window-shape.ts';
import type { Log } from '../../log/log.ts';

export interface WindowOptions {
  preloadPath: string;
  isSandbox: boolean;
  log: Log;
}

/** Creates the window and applies the restrictions. `loadPage` then shows the page. */
export function createWindow({ preloadPath, isSandbox, log }: WindowOptions): BrowserWindow {
  // Remove the menu: it has shortcuts for reloading, zooming and developer tools.
  Menu.setApplicationMenu(null);
  const window = new BrowserWindow({
    ...windowShape(isSandbox),
    webPreferences: webPreferences(preloadPath, isSandbox),
  });
  limitNavigation(window.webContents, log);
  denyNewWindows(window.webContents, log);
  denyWebviews(window.webContents, log);
  denyPermissions(window.webContents.session, log);
  window.once('ready-to-show', () => window.show());
  return window;
}

export async function loadPage(window: BrowserWindow): Promise<void> {
  await window.loadURL(PAGE_URL);
}
