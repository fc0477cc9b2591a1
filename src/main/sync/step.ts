/** What to do next about an operation, so that the ledger comes to equal the promise. Pure; the rule of the whole wallet. */
import { assertNever } from '../../shared/assert.ts';
import type { Operation } from '../journal/operation.ts';

export type Step =
  /** Settled, held, or waiting for the customer's promise. */
  | 'nothing'
  | 'send'
  /** No reply came: find out, and never send again before absence is proven. */
  | 'lookUp'
  | 'reverse'
  | 'hold';

export function nextStep(operation: Operation): Step {
  if (operation.isSettled || operation.heldReason !== null) return 'nothing';
  switch (operation.ledger) {
    case 'absent':
      return stepWhenAbsent(operation);
    case 'sent':
    case 'unknown':
      return 'lookUp';
    case 'present':
      return operation.promise === 'notPaid' ? 'reverse' : 'nothing';
    case 'refused':
      return operation.promise === 'paid' ? 'hold' : 'nothing';
    default:
      return assertNever(operation.ledger);
  }
}

function stepWhenAbsent({ promise, sends }: Operation): Step {
  switch (promise) {
    case 'paid':
      return 'send';
    case 'none':
      // Somebody is waiting: it is tried once, and whoever waits decides on a failure.
      return sends === 0 ? 'send' : 'nothing';
    case 'notPaid':
      return 'nothing';
    default:
      return assertNever(promise);
  }
}
