/**
 * All parts that are not deterministic (clocks, random numbers, network), passed in as one value. The entries create
 * the real world. The simulation passes its own world, so it runs the production code.
 */
import type { EpochMs } from '../../shared/time.ts';

export interface HttpRequest {
  method: 'GET' | 'POST';
  url: string;
  headers: Readonly<Record<string, string>>;
  /** Null for a request without a body. */
  body: string | null;
  /** Covers the whole exchange, from the first connection attempt to the last byte of the reply. */
  timeoutMs: number;
}

/** No byte of the request has left this machine. It is safe to send it again. */
export type NotSentWhy = 'noLink' | 'nameNotFound' | 'refused' | 'connectTimeout' | 'insecure';

/**
 * Part of the request may have left this machine, and no complete reply came. `undecodable`: the reply has an encoding
 * or a character set that cannot be read.
 */
export type LostWhy = 'timeout' | 'reset' | 'tooLarge' | 'undecodable';

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
  /** The wall clock of this machine. It may jump in both directions. */
  now(): EpochMs;
  /** A clock that never goes back, for durations within one run of the program. */
  monotonicMs(): number;
  /** At least 0 and below 1. */
  random(): number;
  /** A new identifier that is unique across terminals (UUID v4 in the real world). */
  newId(): string;
  /** Calls back once after the delay. The returned function cancels the callback. */
  after(delayMs: number, run: () => void): () => void;
  /** Never rejects. A failure is a result. */
  http(request: HttpRequest): Promise<HttpResult>;
}
