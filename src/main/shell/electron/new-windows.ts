/**
 * The page must not open windows or other programs.
 * Electron's security checklist, 14: 'Disable or limit creation of new windows'; 15: 'Do not use shell.openExternal
 * with untrusted content' (we never use it).
 */
import type { WebContents } from 'electron';
import type { Log } from '../../log/log.ts';

export function denyNewWindows(contents: WebContents, log: Log): void {
  contents.setWindowOpenHandler(() => {
    log.warn('refused a new window that the page tried to open');
    return { action: 'deny' };
  });
}
