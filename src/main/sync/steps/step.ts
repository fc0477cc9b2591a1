/**
 * A step of settling, as data: effects, and what comes next. The functions in this folder return steps, and the settler
 * performs them (settler.ts). Only the settler writes to the journal and calls the API.
 */
import type { ContactUuid, TransactionUuid } from '../../../shared/ids.ts';
import { epochMs } from '../../../shared/time.ts';
import type { RowToReverse } from '../../journal/journal.ts';
import type { HeldReason, Operation, OperationChange } from '../../journal/operation.ts';
import type { Failure, Outcome } from '../../leat/outcome.ts';
import type { PrepaidTransaction } from '../../leat/types.ts';
import type { Followed } from '../contact-merge.ts';
import { IDLE, NOW, type NextTurn } from '../contact-queue.ts';
import type { Reach, Reading } from '../evidence.ts';
import type { KnownBaseline, Memory } from '../memory.ts';
import type { Facts } from './facts.ts';

export interface Step {
  /** The settler performs the effects in this order, without a pause. */
  effects: readonly Effect[];
  next: Next;
}

export type Effect =
  /** Change the operation in the journal, then report it. `failure`: the reply that caused the change. */
  | { kind: 'change'; event: string; change: OperationChange; failure: Failure | null }
  /** Claim a row. An operation of another contact that claims it by mistake gives it up, and is looked up again. */
  | { kind: 'claim'; change: OperationChange & { uuid: TransactionUuid } }
  /** Add a reversal to the journal, as a separate operation. */
  | { kind: 'addReversal'; row: RowToReverse; method: Operation['method'] }
  /** Report that the operation cannot continue now. The operation does not change. */
  | { kind: 'report'; failure: Failure }
  | { kind: 'setMemory'; memory: Memory }
  | { kind: 'forgetMemory'; contactUuid: ContactUuid }
  | { kind: 'setBaseline'; contactUuid: ContactUuid; known: KnownBaseline }
  /** The baseline of the contact's next operation does not hold any more. */
  | { kind: 'forgetBaseline'; contactUuid: ContactUuid };

export type Next =
  /** The step is over. */
  | NextTurn
  /** Wait until the disk takes writes again. */
  | { kind: 'waitForDisk' }
  /** Continue as soon as the caller has returned. By then a report can have changed the promise. */
  | { kind: 'continue'; then: Continuation }
  /** Read rows and the balance of the contact in this shop from the ledger. */
  | { kind: 'readLedger'; reach: Reach; then: Continuation<Reading> }
  /** Send the operation, which is in the journal as `sent`. The only request that moves money. */
  | { kind: 'post'; then: Continuation<Outcome<PrepaidTransaction>> }
  /** Find out whether the contact was merged into another, and move its operations to that contact. */
  | { kind: 'followMerge'; then: Continuation<Followed> };

/** Gets the reply to the request, and the operation as it is in the journal now. */
type Continuation<Reply = null> = (situation: Situation<Reply>) => Step;

export interface Situation<Reply = null> {
  reply: Reply;
  operation: Operation;
  facts: Facts;
}

/** The step is over. The contact takes its next step at once. */
export function finish(...effects: Effect[]): Step {
  return { effects, next: NOW };
}

/** The step is over. The contact takes its next step when something changes. */
export function rest(...effects: Effect[]): Step {
  return { effects, next: IDLE };
}

/** The step is over. The contact takes its next step after this time. */
export function waitFor(delayMs: number, ...effects: Effect[]): Step {
  return { effects, next: { kind: 'after', delayMs } };
}

export function waitForDisk(): Step {
  return { effects: [], next: { kind: 'waitForDisk' } };
}

/** Leaves the operation to staff. */
export function hold(heldReason: HeldReason): Step {
  return finish({ kind: 'change', event: 'held', change: { heldReason }, failure: null });
}

/** `created_at` is in whole seconds, rounded down. */
const CREATED_AT_STEP_MS = 1_000;

/**
 * Claims the row: it belongs to the operation. If the time of its only POST is not known, the POST came before the row.
 * The baseline was read before the row was made, so its balance is not that before the next operation.
 */
export function claim(
  { uuid, createdAt }: PrepaidTransaction,
  { contactUuid, sends, lastSentAtServer }: Operation,
): Step {
  const isTimeShown = lastSentAtServer === null && sends === 1;
  const change = {
    ledger: 'present',
    uuid,
    ...(isTimeShown ? { lastSentAtServer: epochMs(createdAt + CREATED_AT_STEP_MS) } : {}),
  } as const;
  return finish({ kind: 'claim', change }, { kind: 'forgetBaseline', contactUuid });
}

/** Returns the same step with these effects first. */
export function after(effects: readonly Effect[], step: Step): Step {
  return { ...step, effects: [...effects, ...step.effects] };
}
