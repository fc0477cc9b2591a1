/**
 * The effect of a fault on a request, as times and bytes. A plan performs nothing itself: the HTTP server carries it
 * out on a socket, the simulation on its virtual network.
 */
import type { SandboxResponse } from '../http/exchange.ts';
import { damagedBody, type Damage } from './damage.ts';
import type { Fault } from './fault.ts';

export interface Plan {
  /** The times at which the request takes effect, counted from its arrival. None means never, two mean twice. */
  deliverAfterMs: readonly number[];
  answer: Answer;
}

export type Answer =
  /** The reply to the first delivery. The delivery has happened by that time. */
  | { kind: 'reply'; afterMs: number; damage: Damage | null }
  /** The same reply, but the connection closes after this many bytes of its body. */
  | { kind: 'cut'; keepBytes: number }
  /** A reply that does not come from the API. */
  | { kind: 'instead'; response: SandboxResponse }
  /** The connection closes without a byte. */
  | { kind: 'drop' }
  /** No reply ever comes, and the connection stays open. */
  | { kind: 'none' };

const NOW = [0];
const NEVER: readonly number[] = [];

export const FAULTLESS: Plan = {
  deliverAfterMs: NOW,
  answer: { kind: 'reply', afterMs: 0, damage: null },
};

export function planOf(fault: Fault | null): Plan {
  if (fault === null) return FAULTLESS;
  switch (fault.kind) {
    case 'dropBefore':
      return { deliverAfterMs: NEVER, answer: { kind: 'drop' } };
    case 'dropAfter':
      return { deliverAfterMs: NOW, answer: { kind: 'drop' } };
    case 'hang':
      return { deliverAfterMs: fault.commits ? NOW : NEVER, answer: { kind: 'none' } };
    case 'delayReply':
      return { deliverAfterMs: NOW, answer: replyAfter(fault.delayMs) };
    case 'delayRequest':
      return { deliverAfterMs: [fault.delayMs], answer: replyAfter(fault.delayMs) };
    case 'commitLate':
      return { deliverAfterMs: [fault.delayMs], answer: { kind: fault.answer } };
    case 'deliverTwice':
      return { deliverAfterMs: [0, 0], answer: replyAfter(0) };
    case 'cutBody':
      return { deliverAfterMs: NOW, answer: { kind: 'cut', keepBytes: fault.keepBytes } };
    case 'html500':
      return instead(fault.commits, htmlResponse(500, 'Server Error'));
    case 'unavailable503':
      return instead(fault.commits, unavailable(fault.retryAfterSeconds));
    case 'tooMany429':
      return instead(false, tooMany(fault.retryAfterSeconds));
    case 'captivePortal':
      return instead(false, htmlResponse(200, 'Welcome to the guest network'));
    case 'redirect':
      return instead(false, {
        status: 302,
        headers: { location: 'http://portal.invalid/login' },
        body: '',
      });
    case 'malformedJson':
    case 'emptyBody':
    case 'nullBody':
    case 'missingData':
    case 'missingUuid':
    case 'balanceAsText':
    case 'otherAmount':
      return {
        deliverAfterMs: NOW,
        answer: { kind: 'reply', afterMs: 0, damage: fault.kind },
      };
  }
}

/** The reply with its damage, as the client gets it. */
export function damagedResponse(response: SandboxResponse, damage: Damage | null): SandboxResponse {
  return damage === null ? response : { ...response, body: damagedBody(response.body, damage) };
}

function replyAfter(afterMs: number): Answer {
  return { kind: 'reply', afterMs, damage: null };
}

function instead(commits: boolean, response: SandboxResponse): Plan {
  return { deliverAfterMs: commits ? NOW : NEVER, answer: { kind: 'instead', response } };
}

function htmlResponse(status: number, title: string): SandboxResponse {
  return {
    status,
    headers: { 'content-type': 'text/html; charset=UTF-8' },
    body: `<!DOCTYPE html><html lang="en"><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`,
  };
}

function unavailable(retryAfterSeconds: number | null): SandboxResponse {
  const { headers, ...rest } = htmlResponse(503, 'Service Unavailable');
  return {
    ...rest,
    headers:
      retryAfterSeconds === null
        ? headers
        : { ...headers, 'retry-after': String(retryAfterSeconds) },
  };
}

function tooMany(retryAfterSeconds: number): SandboxResponse {
  return {
    status: 429,
    headers: { 'content-type': 'application/json', 'retry-after': String(retryAfterSeconds) },
    body: JSON.stringify({ message: 'Too Many Attempts.' }),
  };
}
