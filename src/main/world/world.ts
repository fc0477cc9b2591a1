/**
 * All that is not deterministic, as one value that comes in from outside.
 * The entries make the real one; the simulation owns its own, and so runs the production code.
 */
import type { EpochMs } from '../../shared/time.ts';

export interface HttpRequest {
  method: 'GET' | 'POST';
  url: string;
  headers: Readonly<Record<string, string>>;
  /** Null for a request without a body. */
  body: string | null;
  /** For the whole exchange, from the first connection attempt to the last byte of the reply. */
  timeoutMs: number;
}

/** Nothing of the request has left this machine: it is safe to send it again. */
export type NotSentWhy = 'noLink' | 'nameNotFound' | 'refused' | 'connectTimeout' | 'insecure';

/** Some of the request may have left, and no whole reply came. */
export type LostWhy = 'timeout' | 'reset' | 'tooLarge';

export type HttpResult =
  | {
      kind: 'response';
      status: number;
      /** Names in lower case. */
      headers: Readonly<Record<string, string>>;
      body: string;
    }
  | { kind: 'notSent'; why: NotSentWhy }
  | { kind: 'lost'; why: LostWhy };

export interface World {
  /** The wall clock of this machine; it may jump, both ways. */
  now(): EpochMs;
  /** Never goes back; for lengths of time within one run of the program. */
  monotonicMs(): number;
  /** At least 0 and below 1. */
  random(): number;
  /** A new identifier that no other terminal will make (UUID v4 in the real world). */
  newId(): string;
  /** Calls back once after the delay, unless the returned function was called before. */
  after(delayMs: number, run: () => void): () => void;
  /** Never rejects: every failure is one of the results. */
  http(request: HttpRequest): Promise<HttpResult>;
}
