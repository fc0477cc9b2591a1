/** How an amount is typed, and the limits on an amount. */
import type { Screen } from '../../shared/contract.ts';
import { cents, ZERO_CENTS, type Cents } from '../../shared/money.ts';
import type { Customer } from './answers.ts';

type AmountProblem = Extract<Screen, { kind: 'amount' }>['problem'];

/** Seven digits: 99,999.99. */
const TYPED_MAX_IN_CENTS = 9_999_999;

/** The largest amount that can be confirmed now. 0 if nothing can be spent, for example with a negative balance. */
export function limitInCents(customer: Customer): Cents {
  if (!customer.canSpend) return ZERO_CENTS;
  const capInCents = customer.cap?.limitInCents ?? customer.availableInCents;
  return cents(Math.max(0, Math.min(customer.availableInCents, capInCents)));
}

export function canSpend(customer: Customer): boolean {
  return limitInCents(customer) > 0;
}

export function canConfirm(customer: Customer, amountInCents: Cents): boolean {
  return amountInCents > 0 && amountInCents <= limitInCents(customer);
}

/** Why the amount is too large, or null. An empty amount is not a problem, but it cannot be confirmed. */
export function amountProblem(customer: Customer, amountInCents: Cents): AmountProblem {
  if (amountInCents > customer.availableInCents && amountInCents > 0) return 'overBalance';
  if (customer.cap === null || amountInCents <= customer.cap.limitInCents) return null;
  return customer.cap.kind === 'offline' ? 'overOfflineCap' : 'overMaximum';
}

/** New digits are added on the right, as on a till. Digits that would make the amount too long are ignored. */
export function typeDigits(amountInCents: Cents, digits: { count: 1 | 2; value: number }): Cents {
  const typed = amountInCents * 10 ** digits.count + digits.value;
  return typed > TYPED_MAX_IN_CENTS ? amountInCents : cents(typed);
}

export function eraseDigit(amountInCents: Cents): Cents {
  return cents(Math.floor(amountInCents / 10));
}

/** True if the amount could also be typed. Amounts from buttons on the screen are checked with this. */
export function isTypable(amountInCents: Cents): boolean {
  return amountInCents > 0 && amountInCents <= TYPED_MAX_IN_CENTS;
}
