/** A request of a customer or of staff to a terminal, and its answer. Data only. */
import type { PaymentOutcome } from '../../src/main/wallet/results.ts';
import type { ReversalOutcome } from '../../src/main/wallet/wallet.ts';
import type { Watch } from './figures.ts';
import type { Instance } from './terminal.ts';

/** A request to move money. */
export interface RequestRecord {
  name: number;
  terminal: number;
  contact: number;
  kind: 'spend' | 'topUp' | 'reverse';
  card: string;
  /** With its sign, as in the ledger. */
  amountInCents: number;
  /** The operation of this request, or the operation that it takes back. Null if the journal never had it. */
  operationId: string | null;
  /** Null if a crash came before the answer. */
  answer: PaymentOutcome | ReversalOutcome | null;
  askedMs: number;
  /** In time of the terminal's own monotonic clock. */
  waitedMs: number | null;
  instance: Instance;
  /** The promise in the journal if the terminal crashed before its answer. Null without such a crash. */
  promiseAtCrash: string | null;
  /** The true figures of the contact since the request. */
  figure: Watch | null;
}
