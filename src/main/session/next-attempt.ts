/** What the customer can do at once after a payment that did not happen. */
import type { NextAttempt, NotPaidReason } from '../../shared/contract.ts';
import type { StateOf } from './state.ts';

/** Null: the same card or the kiosk would refuse the next attempt too. */
const NEXT: Record<NotPaidReason, NextAttempt | null> = {
  balanceTooLow: 'changeAmount',
  offlineLimit: 'changeAmount',
  offline: 'tryAgain',
  busy: 'tryAgain',
  unexpected: 'tryAgain',
  cardUnknown: null,
  cardInactive: null,
  cardUnlinked: null,
  contactGone: null,
  tokenRefused: null,
  shopUnknown: null,
  accountInactive: null,
  damaged: null,
};

/** Null if nothing can help at once: an empty card, or a kiosk that has gone out of service. */
export function nextAttempt({
  reason,
  availableInCents,
  afterwards,
}: StateOf<'notPaid'>): NextAttempt | null {
  if (afterwards.kind === 'outOfService') return null;
  const isEmpty = availableInCents !== null && availableInCents <= 0;
  return isEmpty ? null : NEXT[reason];
}
