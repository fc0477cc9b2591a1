/**
 * Writes down what staff decide about a held operation, and who decided.
 * It sends nothing. Sync does what follows from the decision.
 */
import { assertNever } from '../../shared/assert.ts';
import type { TransactionUuid } from '../../shared/ids.ts';
import type { Journal } from './journal.ts';
import type { Decision, Operation, OperationChange } from './operation.ts';

export interface DecisionRequest {
  operation: Operation;
  decision: Decision;
  /** Who decides. */
  by: string;
  /** The row of the ledger. `inLedger` needs it, unless the journal knows it already. */
  uuid: TransactionUuid | null;
}

export type DecisionRefusal =
  | 'notHeld'
  /** Staff have to name the row of the ledger. Without it the row could not be taken back later. */
  | 'uuidNeeded'
  /** Another operation has that row. */
  | 'uuidTaken'
  /** The journal already has its row. So it is not absent, and it is not another row. */
  | 'isInLedger';

export type Decided =
  | { kind: 'decided'; operation: Operation }
  | { kind: 'refused'; reason: DecisionRefusal }
  | { kind: 'unwritable'; why: string };

export function decide(journal: Journal, request: DecisionRequest): Decided {
  const facts = factsOf(journal, request);
  if (typeof facts === 'string') return { kind: 'refused', reason: facts };
  const { operation, decision, by } = request;
  const change = { ...facts, heldReason: null, decision, decidedBy: by };
  const result = journal.write(() => journal.change(operation.id, 'decided', change));
  return result.kind === 'written' ? { kind: 'decided', operation: result.value } : result;
}

function factsOf(
  journal: Journal,
  { operation, decision, uuid }: DecisionRequest,
): OperationChange | DecisionRefusal {
  if (operation.heldReason === null) return 'notHeld';
  const isPresent = operation.ledger === 'present';
  switch (decision) {
    case 'inLedger':
      if (isPresent) return uuid === null || uuid === operation.uuid ? {} : 'isInLedger';
      if (uuid === null) return 'uuidNeeded';
      return journal.isClaimed(uuid) ? 'uuidTaken' : { ledger: 'present', uuid };
    case 'notInLedger':
      return isPresent ? 'isInLedger' : NEVER_SENT;
    case 'writtenOff':
      return {};
    default:
      return assertNever(decision);
  }
}

/** If its sends still counted, a look-up would find again what it was held for. */
const NEVER_SENT: OperationChange = {
  ledger: 'absent',
  baseline: null,
  sends: 0,
  firstSentAtServer: null,
  lastSentAtServer: null,
};
