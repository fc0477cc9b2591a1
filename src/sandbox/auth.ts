/**
 * Checks the token, its flavour, the rate limit and the account before any route runs.
 * A refusal has no error envelope if the same refusal of the real API has none.
 */
import type { Flavour } from './context.ts';
import type { SandboxRequest } from './http/exchange.ts';
import { plain, refusal, type Reply } from './http/reply.ts';
import type { Shops, TokenRow } from './state/shops.ts';
import type { Behaviour } from './behaviour.ts';

export type Passage =
  | { kind: 'passed'; token: TokenRow; headers: Readonly<Record<string, string>> }
  | { kind: 'stopped'; reply: Reply };

export interface AuthInput {
  request: SandboxRequest;
  flavour: Flavour;
  behaviour: Behaviour;
  nowMs: number;
}

/** documented in a captured reply: `X-RateLimit-Limit: 5000`. The real limit and window are not documented. */
const SHOWN_LIMIT = 5000;

export function createAuth(shops: Shops): (input: AuthInput) => Passage {
  const windows = new Map<string, { startedAtMs: number; used: number }>();
  return ({ request, flavour, behaviour, nowMs }) => {
    const token = shops.token(bearerOf(request) ?? '');
    // documented: a token of the other flavour does not work, and a 401 has no envelope.
    if (token?.flavour !== flavour || behaviour.token === 'expired') {
      return { kind: 'stopped', reply: plain(401, 'Unauthenticated.') };
    }
    if (behaviour.token === 'forbidden') {
      return { kind: 'stopped', reply: plain(403, 'This action is unauthorized.') };
    }
    const limit = behaviour.rateLimit;
    if (limit === null) {
      const headers = limitHeaders(SHOWN_LIMIT, SHOWN_LIMIT - 1);
      return passIfActive(behaviour, { kind: 'passed', token, headers });
    }
    const window = currentWindow(token.token, behaviour.rateWindowMs, nowMs);
    window.used += 1;
    if (window.used > limit) {
      const endsAtMs = window.startedAtMs + behaviour.rateWindowMs;
      return { kind: 'stopped', reply: tooMany(limit, endsAtMs, nowMs) };
    }
    const headers = limitHeaders(limit, limit - window.used);
    return passIfActive(behaviour, { kind: 'passed', token, headers });
  };

  function currentWindow(
    token: string,
    windowMs: number,
    nowMs: number,
  ): { startedAtMs: number; used: number } {
    const known = windows.get(token);
    const isCurrent =
      known !== undefined && nowMs >= known.startedAtMs && nowMs < known.startedAtMs + windowMs;
    if (isCurrent) return known;
    const fresh = { startedAtMs: nowMs, used: 0 };
    windows.set(token, fresh);
    return fresh;
  }
}

function bearerOf({ headers }: SandboxRequest): string | null {
  return /^Bearer +(\S+)$/i.exec(headers['authorization'] ?? '')?.[1] ?? null;
}

function passIfActive(behaviour: Behaviour, passage: Passage): Passage {
  return behaviour.account === 'active' ? passage : { kind: 'stopped', reply: refusal(7002) };
}

function limitHeaders(limit: number, remaining: number): Record<string, string> {
  return { 'x-ratelimit-limit': String(limit), 'x-ratelimit-remaining': String(remaining) };
}

/** The reply of Laravel's throttle (inferred). */
function tooMany(limit: number, endsAtMs: number, nowMs: number): Reply {
  return plain(429, 'Too Many Attempts.', {
    ...limitHeaders(limit, 0),
    'retry-after': String(Math.ceil((endsAtMs - nowMs) / 1000)),
    'x-ratelimit-reset': String(Math.ceil(endsAtMs / 1000)),
  });
}
