/** Documented replies of the API, and a world whose network answers from a script. */
import { epochMs } from '../../src/shared/time.ts';
import type { HttpRequest, HttpResult, World } from '../../src/main/world/world.ts';
import { DEFAULT_TIMEOUTS } from '../../src/main/leat/config.ts';
import type { LeatConfig } from '../../src/main/leat/config.ts';

export const SECRET_TOKEN = 'very-secret-token';

export function aLeatConfig(changes: Partial<LeatConfig> = {}): LeatConfig {
  return {
    baseUrl: 'https://api.example',
    flavour: 'clients',
    token: SECRET_TOKEN,
    timeouts: DEFAULT_TIMEOUTS,
    onOutcome: () => undefined,
    ...changes,
  };
}

export type Response = Extract<HttpResult, { kind: 'response' }>;

export function aResponse(body: unknown, changes: Partial<Response> = {}): Response {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { kind: 'response', status: 200, headers: {}, body: text, ...changes };
}

/** Documented: the error envelope. */
export function anError(code: number): Record<string, unknown> {
  return { message: 'Fout | Error.', code, status_code: 400 };
}

/** The documented example, field for field. */
export function aDocumentedTransaction(
  changes: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    uuid: '3cff98cb-644e-4148-bf34-bac842ac602e',
    amount_in_cents: -1000,
    prepaid_balance: { balance_in_cents: 4000, balance: '€40.00' },
    created_at: '2023-11-12T19:49:22+00:00',
    shop: { id: 15, uuid: '123123', reference: null, name: 'Krusty Krab' },
    contact_identifier: {
      name: 'Krabby Membership',
      value: 'cilwjefwnsvidjfkjskjf',
      active: true,
    },
    ...changes,
  };
}

export interface ScriptedWorld extends World {
  requests: readonly HttpRequest[];
  /** Moves both clocks forward. */
  pass(ms: number): void;
  /** Sets the wall clock only. */
  setWallClock(byMs: number): void;
}

/** Answers each request from the script. Time passes only with `pass`. */
export function aScriptedWorld(
  answer: (request: HttpRequest) => HttpResult = () => ({ kind: 'lost', why: 'reset' }),
): ScriptedWorld {
  const requests: HttpRequest[] = [];
  let wallMs = 1_700_000_000_000;
  let monotonicMs = 5_000;
  return {
    requests,
    pass(ms) {
      wallMs += ms;
      monotonicMs += ms;
    },
    setWallClock(byMs) {
      wallMs += byMs;
    },
    now: () => epochMs(wallMs),
    monotonicMs: () => monotonicMs,
    random: () => 0.5,
    newId: () => 'id',
    after: () => () => undefined,
    http(request) {
      requests.push(request);
      return Promise.resolve(answer(request));
    },
  };
}
