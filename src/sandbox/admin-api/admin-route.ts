/** One route of `/__sandbox/`, for tests and people. The real API has no such routes. */
import type { Json } from '../http/reply.ts';
import type { Sandbox } from '../model.ts';

export const ADMIN_PREFIX = '/__sandbox';

export interface AdminRoute {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** The path after the prefix, such as `contacts/{uuid}/ledger`. */
  path: string;
  summary: string;
  /** An example of a body, which is valid for the demo account. Absent if the route reads no body. */
  example?: Json;
  /** Returns the reply, which is sent as JSON. Null becomes a 404. Throws `SandboxInputError` for invalid input. */
  run: (sandbox: Sandbox, input: AdminInput) => unknown;
}

export interface AdminInput {
  /** The JSON object of the body, not validated further. Null if the route reads no body. */
  body: object | null;
  /** The values of the `{…}` parts of the path, decoded. */
  params: Readonly<Record<string, string>>;
}
