/** An open way to a printer, whatever it is made of. It knows bytes, and nothing of receipts. */
import type { PaperProblem } from '../../shared/contract.ts';

export type Sent =
  /** The way took all of it. */
  | { kind: 'sent' }
  /** `mayBeOut`: some of it may have reached the printer. */
  | { kind: 'failed'; problem: PaperProblem; mayBeOut: boolean };

/** Whether whoever asked for it is still there to take it. */
export type IsWanted = () => boolean;

export interface Transport {
  /** Begins only while it is wanted. */
  send(bytes: Uint8Array, isWanted: IsWanted): Promise<Sent>;
  /** Whether the printer can be heard over it. */
  readonly canHear: boolean;
  /** Gives the first byte that fits, of those not given before; null after the time, or where the way ended. */
  hear(fits: (byte: number) => boolean, withinMs: number): Promise<number | null>;
  /** What was sent still goes out. */
  close(): void;
  /** What has not gone out by now never will. */
  abandon(): void;
}

/** Null where there is no way to the printer now. */
export type OpenTransport = () => Promise<Transport | null>;
