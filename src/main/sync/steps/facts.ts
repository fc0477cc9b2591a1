/** What a step may look at, besides the operation. A step changes none of it. */
import type { ContactUuid } from '../../../shared/ids.ts';
import type { Operation } from '../../journal/operation.ts';
import type { ServerClock } from '../../leat/server-clock.ts';
import type { Capabilities } from '../../leat/types.ts';
import type { Pace } from '../delays.ts';
import type { MatchContext } from '../match.ts';
import type { KnownBaseline, Memory } from '../memory.ts';

export interface Facts extends MatchContext {
  /** What this flavour of the API can do. */
  capabilities: Capabilities;
  /** How long after a lost reply a commit may still come, and the list still lag. */
  settleMs: number;
  pace: Pace;
  /** By the monotonic clock. */
  nowMs: () => number;
  serverNow: ServerClock['serverNow'];
  /** At least 0 and below 1. */
  random: () => number;
  /** Begins a memory if there is none of this operation. */
  memoryOf: (operation: Operation) => Memory;
  baselineOf: (contactUuid: ContactUuid) => KnownBaseline | null;
}
