/** An open connection to a printer. It carries bytes and knows nothing about receipts. */
import type { PaperProblem } from '../../shared/contract.ts';

export type Sent =
  /** The transport accepted all bytes. */
  | { kind: 'sent' }
  /** `mayBeOut`: a part of the receipt may have reached the printer. */
  | { kind: 'failed'; problem: PaperProblem; mayBeOut: boolean };

/** True if the customer who asked for the receipt is still there. */
export type IsWanted = () => boolean;

export interface Transport {
  /**
   * Sends the bytes. Starts only while the receipt is wanted. Bytes that were received before are dropped: they cannot
   * answer a question that was not asked yet.
   */
  send(bytes: Uint8Array, isWanted: IsWanted): Promise<Sent>;
  /** True if the printer can answer. */
  readonly canReceive: boolean;
  /** Resolves to the next byte that `fits` accepts. Bytes that the printer sends by itself are left out. Null after `withinMs`, or if the connection ended. */
  receive(fits: (byte: number) => boolean, withinMs: number): Promise<number | null>;
  /** Sends the buffered bytes, then closes. */
  close(): void;
  /** Closes at once and drops the buffered bytes. */
  abandon(): void;
}

/** Null if the printer cannot be reached now. */
export type OpenTransport = () => Promise<Transport | null>;
