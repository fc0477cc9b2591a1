/** What somebody asked of a terminal, and what they were told. Data only. */
import type { PaymentOutcome } from '../../src/main/wallet/results.ts';
import type { ReversalOutcome } from '../../src/main/wallet/wallet.ts';
import type { Instance } from './terminal.ts';

/** Somebody asked for money to move. */
export interface Asked {
  name: number;
  terminal: number;
  contact: number;
  kind: 'spend' | 'topUp' | 'reverse';
  card: string;
  /** Signed, as the ledger would have it. */
  amountInCents: number;
  /** What it became, or what it takes back; null where the journal never had it. */
  operationId: string | null;
  /** Null where nobody ever answered: a crash came first. */
  told: PaymentOutcome | ReversalOutcome | null;
  askedMs: number;
  /** By the terminal's own monotonic clock. */
  waitedMs: number | null;
  instance: Instance;
  /** What the journal said when the terminal was cut off before it could answer; null where it was not. */
  promiseAtCrash: string | null;
}
