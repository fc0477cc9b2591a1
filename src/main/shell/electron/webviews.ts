/**
 * The page embeds no other page.
 * Electron's security checklist, 11: 'Do not use allowpopups for WebViews'; 12: 'Verify WebView options before creation'.
 */
import type { WebContents } from 'electron';

export function denyWebviews(contents: WebContents, log: (line: string) => void): void {
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
    log('refused a webview of the page');
  });
}
