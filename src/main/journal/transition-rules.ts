/** Which changes of an operation's facts can be right; any other is a bug, and stops before it is written. */
import { assert } from '../../shared/assert.ts';
import type { Operation, OperationChange } from './operation.ts';

type Ledger = Operation['ledger'];
type Promised = Operation['promise'];

const LEDGER_STEPS: Record<Ledger, readonly Ledger[]> = {
  // A row can turn up after its absence was proven: a commit that came late.
  absent: ['absent', 'sent', 'present'],
  sent: ['present', 'refused', 'unknown', 'absent'],
  unknown: ['present', 'refused', 'unknown', 'absent'],
  // What the ledger has, it keeps; taking it back is an operation of its own.
  present: ['present'],
  // Sent again, in another way or for the contact that it was merged into; or made by staff by hand.
  refused: ['refused', 'absent', 'present'],
};

const PROMISE_STEPS: Record<Promised, readonly Promised[]> = {
  none: ['none', 'paid', 'notPaid'],
  paid: ['paid'],
  // Only staff say so, and only before the reversal is intended (`isReversed` is asked by who decides).
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
  if (change.uuid !== undefined && before.uuid !== null) {
    assert(change.uuid === before.uuid, 'an operation keeps the row that it claimed');
  }
}
