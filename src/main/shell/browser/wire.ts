/**
 * The message types and names of the WebSocket. The schemas are in other files, so that the client bundles no library.
 */
import type { Intent, View } from '../../../shared/contract.ts';
import type { WedgeSettings } from '../../../wedge/config.ts';
import type { WedgeKey } from '../../../wedge/key.ts';

/** From the page to the kiosk. */
export type PageMessage =
  | { type: 'intent'; intent: Intent }
  /** `text` is null for a refused scan. */
  | { type: 'typed'; text: string | null; keys: readonly WedgeKey[] };

/** From the kiosk to the page: the view, and the settings for scanners that type. */
export type KioskMessage = { type: 'view'; view: View } | { type: 'wedge'; wedge: WedgeSettings };

export const SOCKET_PATH = '/kiosk';
export const CLIENT_PATH = '/kiosk-client.js';
/** Where a page goes after another one has taken over. */
export const ELSEWHERE_PATH = '/elsewhere';

/**
 * The close code for a page when another one takes over. Close codes 4000 to 4999 are for applications (RFC 6455
 * §7.4.2).
 */
export const TAKEN_OVER_CODE = 4001;
