/**
 * Replies that reach the wrong request, as behind a proxy that mixes its connections up. Replies cross only between
 * requests of the same kind, because any other reply has another form.
 */
import type { HttpResult } from '../../src/main/world/world.ts';
import type { Exchange } from './exchange.ts';
import type { Scheduler } from './scheduler.ts';

export interface Crossing {
  /** The result that this exchange gets: its own, or that of the exchange that waits to be swapped. */
  passes(exchange: Exchange, own: HttpResult): HttpResult;
  /** The last reply to an earlier request of the same kind. Null if there was none. */
  earlier(exchange: Exchange): HttpResult | null;
  /** Keeps the reply until a request of the same kind gets its reply, and swaps the two. */
  swapWithNext(exchange: Exchange, own: HttpResult): void;
}

/** A reply that found no other reply to swap with goes to its own request after this time. */
const WAIT_MS = 6_000;

export function createCrossing(scheduler: Scheduler, isShared: boolean): Crossing {
  // Two terminals in one shop that get each other's row of the same customer and amount can never know it.
  const kindOf = ({ route, terminal }: Exchange): string => {
    if (route !== 'create' && route !== 'reverse') return route;
    // The replies to both requests that move money have the same form.
    return isShared ? `money of ${terminal}` : 'money';
  };
  const last = new Map<string, HttpResult>();
  const waiting = new Map<string, { exchange: Exchange; own: HttpResult }>();
  return {
    passes(exchange, own) {
      if (own.kind !== 'response') return own;
      const kind = kindOf(exchange);
      last.set(kind, own);
      const partner = waiting.get(kind);
      if (partner === undefined || partner.exchange === exchange) return own;
      waiting.delete(kind);
      partner.exchange.settle(own);
      return partner.own;
    },
    earlier: (exchange) => last.get(kindOf(exchange)) ?? null,
    swapWithNext(exchange, own) {
      const entry = { exchange, own };
      const kind = kindOf(exchange);
      waiting.set(kind, entry);
      scheduler.at(scheduler.nowMs() + WAIT_MS, () => {
        if (waiting.get(kind) === entry) waiting.delete(kind);
        exchange.settle(own);
      });
    },
  };
}
