/** The class of a request, and its reply during an outage. Pure. */
import { assertNever } from '../../src/shared/assert.ts';
import type { HttpRequest, HttpResult } from '../../src/main/world/world.ts';
import type { OutageKind, RouteClass } from './plan.ts';

export function routeOf({ method, url }: Pick<HttpRequest, 'method' | 'url'>): RouteClass {
  if (method === 'POST') return url.endsWith('/reverse') ? 'reverse' : 'create';
  if (url.includes('/prepaid-transactions?')) return 'list';
  if (url.includes('/contacts/')) return 'balance';
  return url.includes('/find?') ? 'find' : 'health';
}

/** Null: no reply comes. */
export function outageResult(kind: OutageKind, nowMs: number): HttpResult | null {
  switch (kind) {
    case 'refused':
    case 'nameNotFound':
    case 'noLink':
    case 'insecure':
      return { kind: 'notSent', why: kind };
    case 'silent':
    case 'repliesLost':
      return null;
    case 'captivePortal':
      return response(200, '<html><body>Welcome to the guest network</body></html>', nowMs);
    case 'maintenance':
      return response(503, '<html><body>Be right back</body></html>', nowMs);
    case 'expired':
      return response(401, '{"message":"Unauthenticated."}', nowMs);
    case 'tooMany':
      return response(429, '{"message":"Too Many Attempts."}', nowMs);
    default:
      return assertNever(kind);
  }
}

function response(status: number, body: string, nowMs: number): HttpResult {
  const date = new Date(nowMs).toUTCString();
  return {
    kind: 'response',
    status,
    headers: status === 429 ? { date, 'retry-after': '20' } : { date },
    body,
  };
}
