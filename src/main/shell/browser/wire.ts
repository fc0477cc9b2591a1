/** The names that both ends of the WebSocket use, apart from the schemas, so that the page's end bundles no library. */
import type { Intent, View } from '../../../shared/contract.ts';
import type { WedgeSettings } from '../../../wedge/config.ts';
import type { WedgeKey } from '../../../wedge/key.ts';

/** To the kiosk. */
export type PageMessage =
  | { type: 'intent'; intent: Intent }
  /** Null for one that cannot be taken. */
  | { type: 'typed'; text: string | null; keys: readonly WedgeKey[] };

/** To the page: what it shows, and how it is to read what scanners type. */
export type KioskMessage = { type: 'view'; view: View } | { type: 'wedge'; wedge: WedgeSettings };

export const SOCKET_PATH = '/kiosk';
export const CLIENT_PATH = '/kiosk-client.js';

/** The close code for a page that another one has taken over from (4000 to 4999 are for applications, RFC 6455 §7.4.2). */
export const TAKEN_OVER_CODE = 4001;
