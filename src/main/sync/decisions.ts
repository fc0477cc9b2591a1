/**
 * What staff decide about a held operation, checked against the ledger first. A plan says what will follow; nothing
 * changes until it is carried out. What does not fit the ledger is refused, unless staff give a reason.
 */
import { assertNever } from '../../shared/assert.ts';
import { negateCents } from '../../shared/money.ts';
import type { OperationId, TransactionUuid } from '../../shared/ids.ts';
import type { DecisionRefusal } from '../journal/decide.ts';
import { decide, type Decided } from '../journal/decide.ts';
import type { Journal } from '../journal/journal.ts';
import type { Decision, Operation } from '../journal/operation.ts';
import type { LeatRead, PrepaidTransaction } from '../leat/types.ts';
import { readRowsSince } from './evidence.ts';
import { CLOCK_MARGIN_MS } from './row-age.ts';
import { mayHaveMade } from './unclaimed-rows.ts';

/** `takeBack`: a second row that this operation made is taken back. */
export type DecisionKind = Decision | 'takeBack';

export interface DecisionAsk {
  operationId: OperationId;
  decision: DecisionKind;
  /** The name of the person who decides. */
  by: string;
  /** The row of the ledger that the decision is about. */
  uuid: TransactionUuid | null;
  /** Why the decision holds although it does not fit the ledger. Null if it must fit. */
  reason: string | null;
}

/** Why a decision does not fit the ledger. */
export const DOUBTS = [
  /** The list of the contact in this shop does not have the row. */
  'rowNotListed',
  'otherAmount',
  /** The row is not from the time of the operation. */
  'otherTime',
  /** The list has a row that this operation may have made. */
  'rowIsThere',
  /** The list could not be read, so nothing was checked. */
  'listUnread',
] as const;
export type Doubt = (typeof DOUBTS)[number];

export const FOLLOWS = ['settled', 'takesBack', 'sendsAgain'] as const;

/** What the kiosk will do after the decision. */
export interface Follows {
  kind: (typeof FOLLOWS)[number];
  /** The amount that the ledger will get. 0 if it gets no new row. */
  amountInCents: number;
}

export type DecisionPlan =
  | { kind: 'plan'; ask: DecisionAsk; follows: Follows; doubts: readonly Doubt[] }
  | { kind: 'refused'; reason: DecisionRefusal; doubts: readonly Doubt[] };

export interface DecisionContext {
  journal: Journal;
  read: LeatRead;
  /** Called when a contact has an operation to settle. */
  poke: (contactUuid: Operation['contactUuid']) => void;
}

/** Asks the ledger, and says what will follow. Changes nothing. */
export async function planDecision(
  context: DecisionContext,
  ask: DecisionAsk,
): Promise<DecisionPlan> {
  const { journal, read } = context;
  const operation = journal.get(ask.operationId);
  const { contactUuid, shopUuid } = operation;
  const { firstSentAtServer } = operation;
  const listed = await readRowsSince(read, {
    ...{ contactUuid, shopUuid },
    sinceMs: firstSentAtServer === null ? 0 : firstSentAtServer - CLOCK_MARGIN_MS,
    pause: () => Promise.resolve(true),
  });
  const rows = listed.kind === 'rows' && !listed.isPartial ? listed.rows : null;
  const doubts = rows === null ? unread(ask) : doubtsOf(journal, { ask, operation, rows });
  const refusal = refusalOf(journal, ask, operation);
  if (refusal !== null) return { kind: 'refused', reason: refusal, doubts };
  // A row is taken back only if the ledger shows that it fits. No reason can replace that.
  const mustFit = ask.reason === null || ask.decision === 'takeBack';
  if (doubts.length > 0 && mustFit) {
    return { kind: 'refused', reason: 'doesNotFit', doubts };
  }
  return { kind: 'plan', ask, follows: followsOf(ask, operation), doubts };
}

/** Writes the decision to the journal. Sync acts on it. */
export function carryOut(
  { journal, read, poke }: DecisionContext,
  { ask }: Extract<DecisionPlan, { kind: 'plan' }>,
): Decided {
  const operation = journal.get(ask.operationId);
  const { decision, uuid, ...who } = ask;
  const method = read.capabilities.canReverse ? 'reverse' : 'create';
  const decided =
    decision === 'takeBack'
      ? decide(journal, {
          ...{ operation, ...who, decision: 'inLedger', uuid: null },
          takeBack: uuid === null ? null : { uuid, method },
        })
      : decide(journal, { ...{ operation, ...who, decision, uuid }, takeBack: null });
  if (decided.kind === 'decided') poke(operation.contactUuid);
  return decided;
}

/** A decision that needs no row needs no list either. */
function unread({ decision }: DecisionAsk): Doubt[] {
  return decision === 'writtenOff' ? [] : ['listUnread'];
}

interface Asked {
  ask: DecisionAsk;
  operation: Operation;
  rows: readonly PrepaidTransaction[];
}

function doubtsOf(journal: Journal, { ask, operation, rows }: Asked): Doubt[] {
  switch (ask.decision) {
    case 'inLedger':
    case 'takeBack': {
      const uuid = ask.uuid ?? operation.uuid;
      return uuid === null ? [] : doubtsAbout(operation, rows, uuid);
    }
    case 'notInLedger':
      return rows.some((row) => mayHaveMade(operation, row) && !journal.isTaken(row.uuid))
        ? ['rowIsThere']
        : [];
    case 'writtenOff':
      return [];
    default:
      return assertNever(ask.decision);
  }
}

function doubtsAbout(
  operation: Operation,
  rows: readonly PrepaidTransaction[],
  uuid: TransactionUuid,
): Doubt[] {
  const row = rows.find((one) => one.uuid === uuid);
  if (row === undefined) return ['rowNotListed'];
  if (row.amountInCents !== operation.amountInCents) return ['otherAmount'];
  const isTimeKnown = operation.lastSentAtServer !== null;
  return isTimeKnown && !mayHaveMade(operation, row) ? ['otherTime'] : [];
}

function refusalOf(
  journal: Journal,
  { decision, uuid }: DecisionAsk,
  operation: Operation,
): DecisionRefusal | null {
  if (operation.heldReason === null) return 'notHeld';
  if (decision !== 'takeBack') return null;
  if (operation.ledger !== 'present') return 'notInLedger';
  if (uuid === null) return 'uuidNeeded';
  return journal.isTaken(uuid) ? 'uuidTaken' : null;
}

function followsOf({ decision }: DecisionAsk, operation: Operation): Follows {
  const { promise, amountInCents } = operation;
  const takesBack = { kind: 'takesBack', amountInCents: negateCents(amountInCents) } as const;
  switch (decision) {
    case 'takeBack':
      return takesBack;
    case 'inLedger':
      return promise === 'paid' ? SETTLED : takesBack;
    case 'notInLedger':
      return promise === 'paid' ? { kind: 'sendsAgain', amountInCents } : SETTLED;
    case 'writtenOff':
      return operation.ledger === 'present' && promise !== 'paid' ? takesBack : SETTLED;
    default:
      return assertNever(decision);
  }
}

const SETTLED: Follows = { kind: 'settled', amountInCents: 0 };
