/** Takes back a row that is in the ledger although 'not paid' was promised. */
import { assert } from '../../../shared/assert.ts';
import type { Operation } from '../../journal/operation.ts';
import type { Facts } from './facts.ts';
import { finish, type Step } from './step.ts';

/**
 * Only writes to the journal. The reversal is a new operation, and is sent when it is first in line, like any other.
 */
export function reverse(operation: Operation, { capabilities }: Facts): Step {
  const { uuid, amountInCents, contactUuid, shopUuid } = operation;
  assert(uuid !== null, 'an operation in the ledger has a uuid');
  return finish({
    kind: 'addReversal',
    row: { uuid, amountInCents, contactUuid, shopUuid },
    method: capabilities.canReverse ? 'reverse' : 'create',
  });
}
