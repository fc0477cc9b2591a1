/** Why there is no connection. A reason without a text does not compile. */
import type { OfflineReason } from '../../shared/contract.ts';
import { m } from '../messages/generated/messages.js';

export const OFFLINE_REASONS: Record<OfflineReason, () => string> = {
  noLink: m.offline_no_link,
  nameNotFound: m.offline_name_not_found,
  refused: m.offline_refused,
  timeout: m.offline_timeout,
  insecure: m.offline_insecure,
  captivePortal: m.offline_captive_portal,
  serverError: m.offline_server_error,
  tokenRefused: m.offline_token_refused,
  busy: m.offline_busy,
};
