/** Sandboxes with a clock and ids that the test controls, and calls to them without a socket. */
import { requestFromUrl, type SandboxResponse } from '../../src/sandbox/http/exchange.ts';
import { createSandbox, type Sandbox } from '../../src/sandbox/model.ts';
import { seededRandom } from '../../src/sandbox/random.ts';
import { DEMO_CONTACT, DEMO_SHOP, REGISTER_TOKEN, SANDBOX_TOKEN } from './names.ts';

/** The time of the example in the API's documentation. */
export const DOCUMENTED_MS = Date.UTC(2023, 10, 12, 19, 49, 22);

export interface TestSandbox {
  sandbox: Sandbox;
  clock: { nowMs: number };
}

/** A sandbox with the demo account, at the time of the documented example. New ids count up from `new-1`. */
export function aSandbox(): TestSandbox {
  const clock = { nowMs: DOCUMENTED_MS };
  let ids = 0;
  const sandbox = createSandbox({
    dbFile: ':memory:',
    token: SANDBOX_TOKEN,
    now: () => clock.nowMs,
    newId: () => `new-${String((ids += 1))}`,
    random: seededRandom(1),
  });
  sandbox.reset('demo');
  return { sandbox, clock };
}

export interface CallOptions {
  flavour?: 'clients' | 'register';
  /** Null: the request has no token. */
  token?: string | null;
  headers?: Record<string, string>;
  /** An object is sent as JSON, a text is sent unchanged. */
  body?: unknown;
}

export interface CallReply {
  status: number;
  headers: SandboxResponse['headers'];
  body: unknown;
}

/** Calls `METHOD path`, with the path below the flavour's prefix. */
export function call(sandbox: Sandbox, target: string, options: CallOptions = {}): CallReply {
  const { flavour = 'clients', body } = options;
  const [method = '', path = ''] = target.split(' ');
  const prefix = flavour === 'clients' ? '/api/v3/oauth/clients' : '/api/v3/register';
  const token =
    options.token === undefined
      ? { clients: SANDBOX_TOKEN, register: REGISTER_TOKEN }[flavour]
      : options.token;
  const response = sandbox.handle(
    requestFromUrl({
      method,
      url: path === '' ? prefix : `${prefix}/${path}`,
      headers: {
        Accept: 'application/json',
        ...(token === null ? {} : { Authorization: `Bearer ${token}` }),
        ...(typeof body === 'object' ? { 'Content-Type': 'application/json' } : {}),
        ...options.headers,
      },
      body: typeof body === 'object' ? JSON.stringify(body) : typeof body === 'string' ? body : '',
    }),
  );
  return { ...response, body: JSON.parse(response.body) };
}

/** The body of a spend of €10.00 by the contact of the demo account, with these changes. */
export function aSpendRequest(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return { contact_uuid: DEMO_CONTACT, amount_in_cents: -1000, shop_uuid: DEMO_SHOP, ...changes };
}

export function refused(code: number): object {
  return { status: 400, body: { code, status_code: 400 } };
}
