/**
 * The page must not embed other pages.
 * Electron's security checklist, 11: 'Do not use allowpopups for WebViews'; 12: 'Verify WebView options before
 * creation'.
 */
import type { WebContents } from 'electron';
import type { Log } from '../../log/log.ts';

export function denyWebviews(contents: WebContents, log: Log): void {
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
    log.warn('refused a webview that the page tried to open');
  });
}
