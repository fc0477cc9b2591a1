/**
 * Keeps the window on the kiosk's page. The only allowed navigation is a reload.
 * Electron's security checklist, 13: 'Disable or limit navigation'.
 */
import type { WebContents } from 'electron';
import { PAGE_URL } from './page-address.ts';
import type { Log } from '../../log/log.ts';

/** Allows only a reload of the page in the main frame. The page has no other frames. */
export function isNavigationAllowed(url: string, isMainFrame: boolean): boolean {
  return isMainFrame && url === PAGE_URL;
}

export function limitNavigation(contents: WebContents, log: Log): void {
  contents.on('will-frame-navigate', (details) => {
    if (isNavigationAllowed(details.url, details.isMainFrame)) return;
    details.preventDefault();
    log.warn('refused a navigation that the page started');
  });
  contents.on('will-redirect', (details) => {
    details.preventDefault();
    log.warn('refused a redirection of the page to another address');
  });
}
