/** What no journey may cause: an error on the page's console, an exception in it, a request that leaves the kiosk. */
import type { Page } from 'playwright-core';

/** Fills a list for as long as the page lives. */
export function watchPage(page: Page, isOwn: (url: string) => boolean): readonly string[] {
  const faults: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => faults.push(`exception: ${error.message}`));
  page.on('crash', () => faults.push('the page crashed'));
  const check = (url: string): void => {
    if (!isOwn(url)) faults.push(`request: ${url}`);
  };
  page.on('request', (request) => check(request.url()));
  page.on('websocket', (socket) => check(socket.url()));
  return faults;
}
