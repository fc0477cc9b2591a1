/**
 * How much may be promised offline. Pure.
 * Offline payments are off unless the owner turns them on. Then the three caps, the age of the balance and the stop
 * list must all allow a payment.
 */
import { cents, type Cents } from '../../shared/money.ts';
import type { NotPaidReason, OfflineReason } from '../../shared/contract.ts';
import type { EpochMs } from '../../shared/time.ts';

/** The server answers but refuses this terminal. In this state no offline payment is promised. */
export const SERVER_SAYS_NO: Readonly<Partial<Record<OfflineReason, NotPaidReason>>> = {
  tokenRefused: 'tokenRefused',
  busy: 'busy',
};

/** True if nothing may be promised while the connection is away for this reason. */
export function refusesTerminal(reason: OfflineReason): boolean {
  return SERVER_SAYS_NO[reason] !== undefined;
}

export interface OfflinePolicy {
  isEnabled: boolean;
  capPerOperationInCents: Cents;
  capPerContactInCents: Cents;
  capPerTerminalInCents: Cents;
  balanceAgeMsMax: number;
}

/** The facts that the terminal has when it decides. */
export interface OfflineFacts {
  /** Null if this card was never online and in good order. */
  seen: { balanceInCents: Cents; asOf: EpochMs } | null;
  isStopped: boolean;
  now: EpochMs;
  /** Spends, or top-ups, that are promised and not in the ledger yet, as positive amounts. */
  unsettledOfContactInCents: Cents;
  unsettledOfTerminalInCents: Cents;
}

/** The largest spend that may be promised now. Null if no spend may be promised. */
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
 * The largest top-up that staff may accept now. Null if they may accept none, 0 if the caps are used up.
 * The caps are the same as for spends, but top-ups are counted separately: here `unsettled…` are top-ups.
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

/** A time in the future means that the clock was set back. Then the age is not known. */
function isFresh({ balanceAgeMsMax }: OfflinePolicy, asOf: EpochMs, now: EpochMs): boolean {
  return asOf <= now && now - asOf <= balanceAgeMsMax;
}
