/** What the API client must be told: where, as what, with which token, and how long to wait. */
import type { Outcome } from './outcome.ts';
import type { Flavour } from './types.ts';

export interface Timeouts {
  /** For a call that only asks. */
  readTimeoutMs: number;
  /** For a call that moves money: longer, as giving up on one costs a look-up. */
  writeTimeoutMs: number;
}

export const DEFAULT_TIMEOUTS: Timeouts = { readTimeoutMs: 8_000, writeTimeoutMs: 15_000 };

export interface LeatConfig {
  /** With its scheme, such as `https://api.piggy.eu`; a slash at its end does no harm. */
  baseUrl: string;
  flavour: Flavour;
  /** A secret: it goes into one header and nowhere else. */
  token: string;
  timeouts: Timeouts;
  /** Told of what came of every call, so that somebody may know whether the API can be reached. */
  onOutcome: (outcome: Outcome<unknown>) => void;
}
