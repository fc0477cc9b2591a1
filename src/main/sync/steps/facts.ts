/** The facts that a step may use besides the operation. A step changes none of them. */
import type { ContactUuid } from '../../../shared/ids.ts';
import type { Cents } from '../../../shared/money.ts';
import type { Operation } from '../../journal/operation.ts';
import type { ServerClock } from '../../leat/server-clock.ts';
import type { Capabilities } from '../../leat/types.ts';
import type { Pace } from '../delays.ts';
import type { LookContext } from '../match.ts';
import type { KnownBaseline, Memory } from '../memory.ts';

export interface Facts extends LookContext {
  /** The capabilities of this flavour of the API. */
  capabilities: Capabilities;
  /** How long after a lost reply the commit may still come, or the list may still lag. */
  settleMs: number;
  pace: Pace;
  /** By the monotonic clock. */
  nowMs: () => number;
  ledgerNow: ServerClock['ledgerNow'];
  /** At least 0 and below 1. */
  random: () => number;
  /** Returns the memory of this operation, or a new one. */
  memoryOf: (operation: Operation) => Memory;
  baselineOf: (contactUuid: ContactUuid) => KnownBaseline | null;
  /** The contact's balance before this operation, as the customer saw it. Null if it is not known. */
  balanceBefore: (operation: Operation) => Cents | null;
  /** True if the operation is the next of its contact. While a step waits for a reply, another one can come first. */
  isFirstInLine: (operation: Operation) => boolean;
}
