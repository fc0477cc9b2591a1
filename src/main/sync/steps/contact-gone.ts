/**
 * For an operation that must still be sent although the server does not know its contact: the contact was merged or
 * deleted.
 */
import { assertNever } from '../../../shared/assert.ts';
import type { Operation } from '../../journal/operation.ts';
import type { Failure } from '../../leat/outcome.ts';
import type { Followed } from '../contact-merge.ts';
import { blocked, retryAfter } from './retry.ts';
import { finish, hold, rest, waitForDisk, type Effect, type Situation, type Step } from './step.ts';

const CONTACT_NOT_FOUND: Failure = {
  kind: 'refused',
  reason: 'contactNotFound',
  code: null,
  retryAfterMs: null,
};

/**
 * The next step of a refused operation that was promised as paid. Only a new contact can help; otherwise staff decide.
 */
export function afterRefusal(operation: Operation): Step {
  return operation.refusal === 'contactNotFound'
    ? findNewContact(operation)
    : hold(refusedReason(operation));
}

/** Documented: Contacts, Merge and Delete. */
export function findNewContact({ promise }: Operation): Step {
  // The customer is waiting, so they get their answer now, and nothing is sent later.
  if (promise === 'none') return rest({ kind: 'report', failure: CONTACT_NOT_FOUND });
  return { effects: [], next: { kind: 'followMerge', then: afterFollowing } };
}

/** The server may say this many times that it does not know a contact whose card it knows. */
const CONTRADICTIONS_MAX = 10;

function afterFollowing({ reply, operation, facts }: Situation<Followed>): Step {
  switch (reply.kind) {
    case 'moved':
      return finish();
    case 'gone':
      return hold(refusedReason(operation));
    case 'stays':
      return facts.memoryOf(operation).attempt < CONTRADICTIONS_MAX
        ? retryAfter(null, ...sendAgain(operation))
        : hold(refusedReason(operation));
    case 'busy':
      return retryAfter(null);
    case 'unwritable':
      return waitForDisk();
    case 'failed':
      return blocked(reply.failure);
    default:
      return assertNever(reply);
  }
}

/** The refusal was not true. The list is compared before the operation is sent again. */
function sendAgain({ ledger }: Operation): Effect[] {
  return ledger === 'refused'
    ? [{ kind: 'change', event: 'absent', change: { ledger: 'absent' }, failure: null }]
    : [];
}

function refusedReason({ kind }: Operation): 'reversalRefused' | 'refusedAfterPaid' {
  return kind === 'reversal' ? 'reversalRefused' : 'refusedAfterPaid';
}
