/** One route of `/__sandbox/`, for tests and people. The real API has no such routes. */
import type { Json } from '../http/reply.ts';
import type { Sandbox } from '../model.ts';

export const ADMIN_PREFIX = '/__sandbox';

export interface AdminRoute {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Below the prefix: `contacts/{uuid}/ledger`. */
  path: string;
  summary: string;
  /** A body that works on the demo account. Absent if the route reads no body. */
  example?: Json;
  /** Returns what is answered as JSON. Null becomes a 404. Throws `SandboxInputError` for invalid input. */
  run: (sandbox: Sandbox, input: AdminInput) => unknown;
}

export interface AdminInput {
  /** The body's JSON object, not checked further. Null if the route reads no body. */
  body: object | null;
  /** The path's `{…}` parts, decoded. */
  params: Readonly<Record<string, string>>;
}
