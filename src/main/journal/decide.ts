/**
 * What staff decide about an operation that is held, written down with who decided.
 * It sends nothing: what follows from the decision is sync's to do.
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
  /** The row of the ledger; needed for `inLedger` unless the journal knows it. */
  uuid: TransactionUuid | null;
}

export type DecisionRefusal =
  | 'notHeld'
  /** Which row of the ledger it is has to be told: without it nobody could take it back. */
  | 'uuidNeeded'
  /** Another operation has that row. */
  | 'uuidTaken'
  /** The journal has its row: it cannot be absent, or another one. */
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

/** Were it still as sent before, a look-up would find again what it was held for. */
const NEVER_SENT: OperationChange = {
  ledger: 'absent',
  baseline: null,
  sends: 0,
  firstSentAtServer: null,
  lastSentAtServer: null,
};
