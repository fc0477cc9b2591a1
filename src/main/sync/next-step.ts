/**
 * The central rule of the wallet: the next step of an operation, so that the ledger becomes equal to the promise. Pure.
 */
import { assertNever } from '../../shared/assert.ts';
import type { Operation } from '../journal/operation.ts';

export type StepName =
  /** Nothing to do: the operation is settled or held, or the customer has no answer yet. */
  | 'nothing'
  | 'send'
  /** No reply came. Look the operation up. Never send it again before it is proven absent. */
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
      // A customer waits at the screen. The operation is sent once. If that fails, the payment decides what to promise.
      return sends === 0 ? 'send' : 'nothing';
    case 'notPaid':
      return 'nothing';
    default:
      return assertNever(promise);
  }
}
