/** The reply of a route as a value, and its conversion to the documented envelope. */
import type { Behaviour } from '../behaviour.ts';
import type { FieldErrors } from './check.ts';
import { messageOf } from './codes.ts';
import type { SandboxResponse } from './exchange.ts';

export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [name: string]: Json;
}

export type Reply =
  | { kind: 'data'; data: JsonObject | readonly JsonObject[]; meta: JsonObject | null }
  | { kind: 'refusal'; code: number; errors: FieldErrors | null }
  | { kind: 'plain'; status: number; message: string; headers: Readonly<Record<string, string>> };

export function data(value: JsonObject | readonly JsonObject[], meta?: JsonObject): Reply {
  return { kind: 'data', data: value, meta: meta ?? null };
}

/** HTTP 400 with the error envelope (documented: Error handling). */
export function refusal(code: number, errors: FieldErrors | null = null): Reply {
  return { kind: 'refusal', code, errors };
}

/** A reply without the envelope, as Laravel answers before a route runs (inferred; 401 is documented). */
export function plain(
  status: number,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Reply {
  return { kind: 'plain', status, message, headers };
}

const JSON_TYPE = { 'content-type': 'application/json' };

export function jsonResponse(status: number, body: Json): SandboxResponse {
  return { status, headers: JSON_TYPE, body: JSON.stringify(body) };
}

export function renderReply(reply: Reply, behaviour: Behaviour): SandboxResponse {
  switch (reply.kind) {
    case 'data': {
      const meta = reply.meta ?? (behaviour.emptyMeta === 'array' ? [] : {});
      return jsonResponse(
        200,
        behaviour.extraFields
          ? { data: withExtra(reply.data), meta, x_undocumented: true }
          : { data: reply.data, meta },
      );
    }
    case 'refusal':
      return jsonResponse(400, envelope(400, reply, behaviour));
    case 'plain': {
      const response = jsonResponse(reply.status, { message: reply.message });
      return { ...response, headers: { ...response.headers, ...reply.headers } };
    }
  }
}

/** The reply to a body over the limit: the envelope of invalid input, with status 413 (inferred). */
export function tooLargeResponse(): SandboxResponse {
  return jsonResponse(413, { message: messageOf(1003), code: 1003, status_code: 413 });
}

function envelope(
  status: number,
  { code, errors }: { code: number; errors: FieldErrors | null },
  behaviour: Behaviour,
): JsonObject {
  const base = { message: messageOf(code), code, status_code: status };
  if (errors === null || behaviour.errorsShape === 'none') return base;
  return { ...base, errors: behaviour.errorsShape === 'array' ? errors : firstOfEach(errors) };
}

function firstOfEach(errors: FieldErrors): JsonObject {
  return Object.fromEntries(
    Object.entries(errors).map(([name, messages]) => [name, messages[0] ?? '']),
  );
}

function withExtra(value: JsonObject | readonly JsonObject[]): Json {
  const extra = { x_undocumented: { version: 4, tags: ['new'] } };
  return isList(value) ? value.map((item) => ({ ...item, ...extra })) : { ...value, ...extra };
}

function isList(value: JsonObject | readonly JsonObject[]): value is readonly JsonObject[] {
  return Array.isArray(value);
}
