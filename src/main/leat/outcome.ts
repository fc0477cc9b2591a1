/**
 * The outcome of one call: `ok`, or one of exactly three failures (docs/architecture.md, 'Three kinds of failure').
 * The kind alone says whether money may have moved. The reasons only select messages and next steps.
 */
import type { EpochMs } from '../../shared/time.ts';
import type { LostWhy, NotSentWhy } from '../world/world.ts';

/** Why the request was refused, by the server or by the kiosk itself. */
export type RefusalReason =
  | 'invalidInput'
  | 'shopNotFound'
  | 'accountInactive'
  | 'contactNotFound'
  | 'identifierNotFound'
  | 'identifierInactive'
  | 'identifierUnlinked'
  | 'unauthorized'
  | 'forbidden'
  | 'rateLimited'
  | 'other';

/** Why the outcome is unknown: the request was sent, and no reply came that can be trusted. */
export type UnknownWhy =
  | LostWhy
  | 'serverError'
  | 'maintenance'
  | 'notFromApi'
  | 'malformed'
  | 'redirected'
  /** A good reply, but to another request: about another card, contact, shop, code or page. */
  | 'otherRequest';

export type Refused = {
  kind: 'refused';
  reason: RefusalReason;
  /** The `code` of the error envelope. Null if the reply had none (401, 403, 429). */
  code: number | null;
  /** From `Retry-After`. Null if the reply had none. */
  retryAfterMs: number | null;
};

export type Unknown = {
  kind: 'unknown';
  why: UnknownWhy;
  /** From `Retry-After` of a server error. Null if the reply had none. */
  retryAfterMs: number | null;
};

export type Failure = Refused | { kind: 'notSent'; why: NotSentWhy } | Unknown;

export type Ok<T> = {
  kind: 'ok';
  value: T;
  /** The server's time, from the `Date` header (whole seconds). Null if it could not be read. */
  serverAt: EpochMs | null;
};

export type Outcome<T> = Ok<T> | Failure;
