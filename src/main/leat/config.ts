/** The configuration of the API client. */
import type { Outcome } from './outcome.ts';
import type { Flavour } from './types.ts';

export interface Timeouts {
  /** For a call that only reads. */
  readTimeoutMs: number;
  /** For a call that moves money. It is longer, because each timeout leads to a look-up. */
  writeTimeoutMs: number;
}

export const DEFAULT_TIMEOUTS: Timeouts = { readTimeoutMs: 8_000, writeTimeoutMs: 15_000 };

export interface LeatConfig {
  /** The address of the API with its scheme, such as `https://api.piggy.eu`. A slash at the end is allowed. */
  baseUrl: string;
  flavour: Flavour;
  /** A secret. It is used in one header and nowhere else. */
  token: string;
  timeouts: Timeouts;
  /** Called with the outcome of every call. It shows whether the API can be reached. */
  onOutcome: (outcome: Outcome<unknown>) => void;
}
