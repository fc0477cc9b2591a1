/**
 * Converts the result of an HTTP request into an outcome. It never throws.
 * It never returns `refused` if the server may have done the work.
 */
import * as v from 'valibot';
import { parseHttpDate } from '../../shared/time.ts';
import type { EpochMs } from '../../shared/time.ts';
import type { HttpResult } from '../world/world.ts';
import type { Failure, Outcome, RefusalReason, Refused, Unknown, UnknownWhy } from './outcome.ts';
import { errorEnvelopeSchema, plainMessageSchema } from './schemas.ts';

type Response = Extract<HttpResult, { kind: 'response' }>;

/** `receivedAt`, by our clock, is used only if `Retry-After` is a date and the reply has no `Date`. */
export function toOutcome<T>(
  result: HttpResult,
  schema: v.GenericSchema<unknown, T>,
  receivedAt: EpochMs,
): Outcome<T> {
  switch (result.kind) {
    case 'notSent':
      return { kind: 'notSent', why: result.why };
    case 'lost':
      return unknown(result.why);
    case 'response':
      if (result.status >= 200 && result.status < 300) return toSuccess(result, schema);
      return toFailure(result, receivedAt);
  }
}

/** A refusal by the kiosk itself, not by the server. */
export function refusedByUs(reason: RefusalReason): Refused {
  return refusedAs(reason, null, null);
}

/** The outcome of a call that this flavour of the API does not have. Nothing was sent. */
export const NOT_IN_THIS_FLAVOUR: Refused = refusedByUs('other');

/** When the reply was made, by the server's clock. Null if it has no readable `Date`. */
export function serverDateOf(response: Response): EpochMs | null {
  return parseHttpDate(response.headers['date'] ?? '');
}

function toSuccess<T>(response: Response, schema: v.GenericSchema<unknown, T>): Outcome<T> {
  const json = parseJson(response.body);
  if (json === NOT_JSON) return unknown(unreadableWhy(response.body));
  // A 2xx with an error envelope contradicts itself, so it proves nothing.
  if (v.is(errorEnvelopeSchema, json)) return unknown('malformed');
  const parsed = v.safeParse(schema, json);
  if (!parsed.success) return unknown('malformed');
  return { kind: 'ok', value: parsed.output, serverAt: serverDateOf(response) };
}

function toFailure(response: Response, receivedAt: EpochMs): Failure {
  const { status } = response;
  const retryAfterMs = retryAfterOf(response, receivedAt);
  if (status >= 300 && status < 400) return unknown('redirected');
  if (status === 503) return unknown('maintenance', retryAfterMs);
  // A 5xx proves nothing: the server may have done the work before it failed.
  if (status >= 500 && status < 600) return unknown('serverError', retryAfterMs);
  if (status >= 400 && status < 500) return toRefusal(response, retryAfterMs);
  return unknown('notFromApi');
}

function toRefusal(response: Response, retryAfterMs: number | null): Failure {
  const json = parseJson(response.body);
  const envelope = v.safeParse(errorEnvelopeSchema, json);
  const byStatus = REASON_BY_STATUS.get(response.status);
  if (envelope.success) {
    const { code } = envelope.output;
    if (code === INTERNAL_ERROR) return unknown('serverError', retryAfterMs);
    return refusedAs(REASON_BY_CODE.get(code) ?? byStatus ?? 'other', code, retryAfterMs);
  }
  // Without the envelope, only these statuses are refusals: they are Laravel's own replies (inferred).
  if (byStatus !== undefined && v.is(plainMessageSchema, json)) {
    return refusedAs(byStatus, null, retryAfterMs);
  }
  return unknown('notFromApi');
}

/** 1000 is an internal error (documented on the gift card pages). The work may have been done before it. */
const INTERNAL_ERROR = 1000;

/** Documented: the global table of error codes; 3000 on the endpoint pages only. */
const REASON_BY_CODE: ReadonlyMap<number, RefusalReason> = new Map([
  [1003, 'invalidInput'],
  [1008, 'shopNotFound'],
  [3000, 'unauthorized'],
  [7002, 'accountInactive'],
  [55031, 'contactNotFound'],
  [60003, 'identifierNotFound'],
  [60004, 'identifierInactive'],
  [60011, 'identifierUnlinked'],
]);

/** Documented for 401; 403 and 429 are inferred from integrations and from Laravel. */
const REASON_BY_STATUS: ReadonlyMap<number, RefusalReason> = new Map([
  [401, 'unauthorized'],
  [403, 'forbidden'],
  [429, 'rateLimited'],
]);

function refusedAs(
  reason: RefusalReason,
  code: number | null,
  retryAfterMs: number | null,
): Refused {
  return { kind: 'refused', reason, code, retryAfterMs };
}

function unknown(why: UnknownWhy, retryAfterMs: number | null = null): Unknown {
  return { kind: 'unknown', why, retryAfterMs };
}

const NOT_JSON = Symbol('not JSON');

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return NOT_JSON;
  }
}

/** A reply that was cut short begins like JSON. The login page of a hotspot does not. */
function unreadableWhy(body: string): UnknownWhy {
  return /^\s*($|[{[])/.test(body) ? 'malformed' : 'notFromApi';
}

/** A `Retry-After` that is longer than this is cut to this. */
const RETRY_AFTER_MAX_MS = 3_600_000;

/** Seconds or a date (RFC 9110, 10.2.3), as a wait of 0 to one hour. */
function retryAfterOf(response: Response, receivedAt: EpochMs): number | null {
  const text = response.headers['retry-after']?.trim() ?? '';
  if (/^\d+$/.test(text)) return Math.min(Number(text) * 1000, RETRY_AFTER_MAX_MS);
  const at = parseHttpDate(text);
  if (at === null) return null;
  const waitMs = at - (serverDateOf(response) ?? receivedAt);
  return Math.min(Math.max(waitMs, 0), RETRY_AFTER_MAX_MS);
}
