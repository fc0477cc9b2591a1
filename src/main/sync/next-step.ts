/** The rule of the whole wallet: what to do next with an operation, so that the ledger comes to equal the promise. Pure. */
import { assertNever } from '../../shared/assert.ts';
import type { Operation } from '../journal/operation.ts';

export type StepName =
  /** It is settled or held, or the customer has no answer yet. */
  | 'nothing'
  | 'send'
  /** No reply came. Find out, and never send again before it is proven to be absent. */
  | 'lookUp'
  | 'reverse'
  | 'hold';

export function nextStep(operation: Operation): StepName {
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

function stepWhenAbsent({ promise, sends }: Operation): StepName {
  switch (promise) {
    case 'paid':
      return 'send';
    case 'none':
      // Someone waits at the screen. It is sent once; if that fails, the payment decides what to promise.
      return sends === 0 ? 'send' : 'nothing';
    case 'notPaid':
      return 'nothing';
    default:
      return assertNever(promise);
  }
}
