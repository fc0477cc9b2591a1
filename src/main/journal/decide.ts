/**
 * Records in the journal what staff decide about a held operation, and who decided.
 * Nothing is sent here, and the ledger is not asked (sync/decisions.ts does that first). Sync acts on the decision.
 */
import { assertNever } from '../../shared/assert.ts';
import type { TransactionUuid } from '../../shared/ids.ts';
import type { Journal } from './journal.ts';
import type { Decision, Operation, OperationChange } from './operation.ts';

export interface DecisionRequest {
  operation: Operation;
  decision: Decision;
  /** The name of the person who decides. */
  by: string;
  /** The row of the ledger. Required for `inLedger`, unless the journal already has the row. */
  uuid: TransactionUuid | null;
  /** Why the decision holds although it does not fit the ledger, or was not checked. Null if it fits. */
  reason?: string | null;
  /** A second row of the operation, which is taken back. */
  takeBack?: { uuid: TransactionUuid; method: 'reverse' | 'create' } | null;
}

export const DECISION_REFUSALS = [
  'notHeld',
  /** The ledger contradicts the decision. Staff can give a reason and decide all the same. */
  'doesNotFit',
  /** Only an operation that is in the ledger can have a second row there. */
  'notInLedger',
  /** Staff must name the row of the ledger. Without its uuid the row could not be taken back later. */
  'uuidNeeded',
  /** Another operation has already claimed that row. */
  'uuidTaken',
  /**
   * The journal already has the row of this operation. So the operation is not absent, and no other row belongs to it.
   */
  'isInLedger',
] as const;
export type DecisionRefusal = (typeof DECISION_REFUSALS)[number];

export type Decided =
  | { kind: 'decided'; operation: Operation }
  | { kind: 'refused'; reason: DecisionRefusal }
  | { kind: 'unwritable'; why: string };

export function decide(journal: Journal, request: DecisionRequest): Decided {
  const facts = factsOf(journal, request);
  if (typeof facts === 'string') return { kind: 'refused', reason: facts };
  const { operation, decision, by, reason = null, takeBack = null } = request;
  const change = { ...facts, heldReason: null, decision, decidedBy: by };
  const result = journal.write(() => {
    const decided = journal.change(operation.id, 'decided', change);
    if (reason !== null) journal.note('decidedByForce', { operationId: operation.id, by, reason });
    if (takeBack !== null) takeBackRow(journal, decided, takeBack);
    return journal.get(operation.id);
  });
  return result.kind === 'written' ? { kind: 'decided', operation: result.value } : result;
}

function takeBackRow(
  journal: Journal,
  operation: Operation,
  { uuid, method }: { uuid: TransactionUuid; method: 'reverse' | 'create' },
): void {
  const { amountInCents, contactUuid, shopUuid } = operation;
  journal.addReversal({ uuid, amountInCents, contactUuid, shopUuid }, operation, method);
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

/** Resets the count of sends. Otherwise the next look-up would hold the operation again for the same reason. */
const NEVER_SENT: OperationChange = {
  ledger: 'absent',
  baseline: null,
  sends: 0,
  firstSentAtServer: null,
  lastSentAtServer: null,
};
