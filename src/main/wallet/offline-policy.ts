/**
 * Whether a spend may be promised while the ledger cannot be reached. Pure.
 * Off unless the owner switches it on; then all four caps and the stop list must allow it.
 */
import type { Cents } from '../../shared/money.ts';
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
  /** Promised and not in the ledger yet, as positive amounts. */
  unsettledOfContactInCents: Cents;
  unsettledOfTerminalInCents: Cents;
}

/** The most that may be promised now; null where nothing may. */
export function offlineLimit(policy: OfflinePolicy, facts: OfflineFacts): Cents | null {
  const { seen } = facts;
  if (
    !policy.isEnabled ||
    seen === null ||
    facts.isStopped ||
    !isFresh(policy, seen.asOf, facts.now)
  ) {
    return null;
  }
  const limitInCents = Math.min(
    policy.capPerOperationInCents,
    policy.capPerContactInCents - facts.unsettledOfContactInCents,
    policy.capPerTerminalInCents - facts.unsettledOfTerminalInCents,
    seen.balanceInCents - facts.unsettledOfContactInCents,
  );
  return limitInCents > 0 ? (limitInCents as Cents) : null;
}

/** A time in the future means that a clock was set back, and then no age can be told. */
function isFresh({ balanceAgeMsMax }: OfflinePolicy, asOf: EpochMs, now: EpochMs): boolean {
  return asOf <= now && now - asOf <= balanceAgeMsMax;
}
