/**
 * What came of one call: done, or one of exactly three failures (docs/architecture.md, 'Three kinds of failure').
 * A caller that moves money decides on the kind alone; the rest is for words and for the record.
 */
import type { EpochMs } from '../../shared/time.ts';
import type { LostWhy, NotSentWhy } from '../world/world.ts';

/** Why the server did not do it, by its own word. */
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

/** Why nothing is known: the request left, and no reply that can be trusted came back. */
export type UnknownWhy =
  LostWhy | 'serverError' | 'maintenance' | 'notFromApi' | 'malformed' | 'redirected';

export type Refused = {
  kind: 'refused';
  reason: RefusalReason;
  /** The `code` of the error envelope; null where the reply had none (401, 403, 429). */
  code: number | null;
  /** From `Retry-After`; null where there was none. */
  retryAfterMs: number | null;
};

export type Unknown = {
  kind: 'unknown';
  why: UnknownWhy;
  /** From `Retry-After` of a server that says that it cannot answer now; else null. */
  retryAfterMs: number | null;
};

export type Failure = Refused | { kind: 'notSent'; why: NotSentWhy } | Unknown;

export type Ok<T> = {
  kind: 'ok';
  value: T;
  /** The server's own clock, from the `Date` header (whole seconds); null where it was not to be read. */
  serverAt: EpochMs | null;
};

export type Outcome<T> = Ok<T> | Failure;
