/** What a customer or staff asked of a terminal, and the answer. Data only. */
import type { PaymentOutcome } from '../../src/main/wallet/results.ts';
import type { ReversalOutcome } from '../../src/main/wallet/wallet.ts';
import type { Instance } from './terminal.ts';

/** A request to move money. */
export interface RequestRecord {
  name: number;
  terminal: number;
  contact: number;
  kind: 'spend' | 'topUp' | 'reverse';
  card: string;
  /** Signed, as in the ledger. */
  amountInCents: number;
  /** The operation that it became, or that it takes back. Null if the journal never had it. */
  operationId: string | null;
  /** Null if a crash came before the answer. */
  answer: PaymentOutcome | ReversalOutcome | null;
  askedMs: number;
  /** By the terminal's own monotonic clock. */
  waitedMs: number | null;
  instance: Instance;
  /** The journal's promise if the terminal crashed before it could answer. Null if it did not. */
  promiseAtCrash: string | null;
}
