/**
 * The page opens no window and no other program.
 * Electron's security checklist, 14: 'Disable or limit creation of new windows'; 15: 'Do not use shell.openExternal
 * with untrusted content' (it is not used at all).
 */
import type { WebContents } from 'electron';

export function denyNewWindows(contents: WebContents, log: (line: string) => void): void {
  contents.setWindowOpenHandler(() => {
    log('refused a new window of the page');
    return { action: 'deny' };
  });
}
