/**
 * Whether something may be promised while the ledger cannot be reached. Pure.
 * Off unless the owner switches it on; then all four caps and the stop list must allow it.
 */
import { cents, type Cents } from '../../shared/money.ts';
import type { EpochMs } from '../../shared/time.ts';

export interface OfflinePolicy {
  isEnabled: boolean;
  capPerOperationInCents: Cents;
  capPerContactInCents: Cents;
  capPerTerminalInCents: Cents;
  balanceAgeMsMax: number;
}

/** What the terminal knows at the moment of deciding. */
export interface OfflineFacts {
  /** Null where this card was never seen in good order. */
  seen: { balanceInCents: Cents; asOf: EpochMs } | null;
  isStopped: boolean;
  now: EpochMs;
  /** Promised and not in the ledger yet, as positive amounts, of the kind that is asked for. */
  unsettledOfContactInCents: Cents;
  unsettledOfTerminalInCents: Cents;
}

/** The most that may be promised now as a spend; null where nothing may. */
export function offlineLimit(policy: OfflinePolicy, facts: OfflineFacts): Cents | null {
  const { seen } = facts;
  if (seen === null || !isGoodEnough(policy, facts)) return null;
  const limitInCents = Math.min(
    capLeft(policy, facts),
    seen.balanceInCents - facts.unsettledOfContactInCents,
  );
  return limitInCents > 0 ? cents(limitInCents) : null;
}

/**
 * The most that staff may take in now; null where they may not at all, 0 where the caps are used up.
 * The caps of spends bound this too, each kind on its own: `unsettled…` are top-ups here.
 */
export function offlineTopUpLimit(policy: OfflinePolicy, facts: OfflineFacts): Cents | null {
  return isGoodEnough(policy, facts) ? cents(Math.max(0, capLeft(policy, facts))) : null;
}

function isGoodEnough(policy: OfflinePolicy, { seen, isStopped, now }: OfflineFacts): boolean {
  return policy.isEnabled && seen !== null && !isStopped && isFresh(policy, seen.asOf, now);
}

function capLeft(policy: OfflinePolicy, facts: OfflineFacts): number {
  return Math.min(
    policy.capPerOperationInCents,
    policy.capPerContactInCents - facts.unsettledOfContactInCents,
    policy.capPerTerminalInCents - facts.unsettledOfTerminalInCents,
  );
}

/** A time in the future means that a clock was set back, and then no age can be told. */
function isFresh({ balanceAgeMsMax }: OfflinePolicy, asOf: EpochMs, now: EpochMs): boolean {
  return asOf <= now && now - asOf <= balanceAgeMsMax;
}
