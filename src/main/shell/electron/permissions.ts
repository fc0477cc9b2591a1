/**
 * The page gets no permissions at all. Devices such as readers belong to the main process.
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
    log.warn('refused a download of the page');
  });
}
