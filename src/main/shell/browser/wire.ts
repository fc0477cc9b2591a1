/** The names that both ends of the WebSocket use, apart from the schemas, so that the page's end bundles no library. */
import type { Intent } from '../../../shared/contract.ts';

/** To the kiosk. Back comes one view in each message, and nothing else. */
export type PageMessage =
  { type: 'intent'; intent: Intent } | { type: 'scan'; value: string } | { type: 'scanRefused' };

export const SOCKET_PATH = '/kiosk';
export const CLIENT_PATH = '/kiosk-client.js';

/** The close code for a page that another one has taken over from (4000 to 4999 are for applications, RFC 6455 §7.4.2). */
export const TAKEN_OVER_CODE = 4001;
