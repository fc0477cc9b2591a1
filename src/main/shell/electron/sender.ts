/**
 * Accepts messages only from the kiosk's own page in the main frame of the kiosk's window.
 * Electron's security checklist, 17: 'Validate the sender of all IPC messages'.
 */
import { isPageUrl } from './page-address.ts';

export interface Sender {
  /** Null if the frame is gone or has navigated since. */
  frameUrl: string | null;
  isMainFrameOfWindow: boolean;
}

export function isTrustedSender({ frameUrl, isMainFrameOfWindow }: Sender): boolean {
  return frameUrl !== null && isMainFrameOfWindow && isPageUrl(frameUrl);
}
