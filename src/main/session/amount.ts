/** The limits on an amount. */
import type { Screen } from '../../shared/contract.ts';
import { cents, ZERO_CENTS, type Cents } from '../../shared/money.ts';
import type { Customer } from './answers.ts';

type AmountProblem = Extract<Screen, { kind: 'amount' }>['problem'];

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
