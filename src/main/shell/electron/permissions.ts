/**
 * The page gets no permissions. Only the main process may use devices such as readers.
 * Electron's security checklist, 5: 'Handle session permission requests from remote content'.
 */
import type { Session } from 'electron';
import type { Log } from '../../log/log.ts';

export function denyPermissions(session: Session, log: Log): void {
  session.setPermissionRequestHandler((_contents, permission, callback) => {
    log.warn(`refused the page the permission '${permission}'`);
    callback(false);
  });
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, callback) => callback({}));
  session.on('will-download', (event) => {
    event.preventDefault();
    log.warn('refused a download that the page started');
  });
}
