/** One route of `/__sandbox/`: for tests and people, and no part of the API that is emulated. */
import type { Json } from '../http/reply.ts';
import type { Sandbox } from '../model.ts';

export const ADMIN_PREFIX = '/__sandbox';

export interface AdminRoute {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Below the prefix: `contacts/{uuid}/ledger`. */
  path: string;
  summary: string;
  /** A body that works on the demo account; absent where none is read. */
  example?: Json;
  /** Gives what is answered as JSON; null answers 404. Throws `SandboxInputError` for a bad input. */
  run: (sandbox: Sandbox, input: AdminInput) => unknown;
}

export interface AdminInput {
  /** The body's JSON object, not checked further; null where the route reads none. */
  body: object | null;
  /** The path's `{…}` parts, decoded. */
  params: Readonly<Record<string, string>>;
}
