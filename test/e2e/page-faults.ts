/** Watches for faults that no journey should cause: console errors, exceptions, and requests to other addresses. */
import type { Page } from 'playwright-core';

/** Returns a list that grows while the page lives. */
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
