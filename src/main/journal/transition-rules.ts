/** The allowed changes to an operation. Any other change is a bug and throws before it is written. */
import { assert } from '../../shared/assert.ts';
import type { Operation, OperationChange } from './operation.ts';

type Ledger = Operation['ledger'];
type Promised = Operation['promise'];

const LEDGER_STEPS: Record<Ledger, readonly Ledger[]> = {
  // A commit can come late, so a row can appear after it was proven absent.
  absent: ['absent', 'sent', 'present'],
  sent: ['present', 'refused', 'unknown', 'absent'],
  unknown: ['present', 'refused', 'unknown', 'absent'],
  // Rows of the ledger are never removed. A reversal is a separate operation. But a claim can be wrong: then the
  // operation gives the row up, and is looked up again.
  present: ['present', 'unknown'],
  // It can be sent again with another method or contact, or staff can create the row by hand.
  refused: ['refused', 'absent', 'present'],
};

const PROMISE_STEPS: Record<Promised, readonly Promised[]> = {
  none: ['none', 'paid', 'notPaid'],
  paid: ['paid'],
  // Only staff make this change, and only if there is no reversal. The caller checks that with `isReversed`.
  notPaid: ['notPaid', 'paid'],
};

export function assertTransitionAllowed(before: Operation, change: OperationChange): void {
  if (change.ledger !== undefined) {
    assert(
      LEDGER_STEPS[before.ledger].includes(change.ledger),
      `ledger goes from ${before.ledger} to ${change.ledger}`,
    );
  }
  if (change.promise !== undefined) {
    assert(
      PROMISE_STEPS[before.promise].includes(change.promise),
      `promise goes from ${before.promise} to ${change.promise}`,
    );
  }
  if (before.uuid !== null) {
    const isGivenUp = change.ledger === 'unknown' && change.uuid === null;
    const isKept =
      (change.ledger ?? 'present') === 'present' && (change.uuid ?? before.uuid) === before.uuid;
    assert(isKept || isGivenUp, 'an operation keeps the row that it claimed');
  }
  if (change.reversesUuid !== undefined) {
    const isUnsent = before.ledger === 'absent' && before.sends === 0;
    assert(isUnsent && change.reversesUuid !== null, 'a reversal that was sent keeps its row');
  }
}
