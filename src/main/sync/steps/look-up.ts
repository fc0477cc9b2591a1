/**
 * Finds out whether a POST whose reply was lost is in the ledger. It only reads. A row counts as proof at once; a
 * missing row only after a while.
 */
import { assertNever } from '../../../shared/assert.ts';
import type { Operation } from '../../journal/operation.ts';
import type { Followed } from '../contact-merge.ts';
import { delayMs } from '../delays.ts';
import { baselineOf, type Reading } from '../evidence.ts';
import { matchUnknown, type Evidence } from '../match.ts';
import type { Memory } from '../memory.ts';
import { nextStep } from '../next-step.ts';
import type { Facts } from './facts.ts';
import { retryAfterMsOf } from './retry.ts';
import { beginSweep, canSweep, continueSweep, maySweep, reachOf } from './sweep.ts';
import {
  after,
  claim,
  finish,
  hold,
  waitFor,
  waitForDisk,
  type Situation,
  type Step,
} from './step.ts';

/**
 * After this many look-ups in a row that contradict the baseline, the operation is held for staff. Look-ups before the
 * settle time do not count.
 */
const CONTRADICTIONS_MAX = 4;
/** This many look-ups without a row after the settle time prove that the operation is absent. */
const ABSENT_LOOKS = 2;

export function lookUp(operation: Operation, facts: Facts): Step {
  if (operation.ledger === 'sent') return markUnknown();
  if (!facts.capabilities.canListTransactions) return hold('cannotLookUp');
  const memory = facts.memoryOf(operation);
  const waitMs = memory.nextLookMs - facts.nowMs();
  if (waitMs > 0) return waitFor(waitMs);
  return {
    effects: [],
    next: {
      kind: 'readLedger',
      reach: reachOf(operation, memory),
      then: (situation) => afterLook(operation, situation),
    },
  };
}

/** The reply could not be written to the journal, or a crash came first. Only the ledger shows what happened. */
function markUnknown(): Step {
  return finish({
    kind: 'change',
    event: 'unknown',
    change: { ledger: 'unknown' },
    failure: null,
  });
}

/** An operation that was looked up, and its memory, which already counts this look-up. */
interface Look {
  operation: Operation;
  memory: Memory;
  facts: Facts;
}

function afterLook(asked: Operation, { reply, operation, facts }: Situation<Reading>): Step {
  const before = facts.memoryOf(asked);
  if (reply.kind === 'sweeping') return continueSweep(before, reply.sweep, facts);
  const sweep = reply.kind === 'failed' ? before.sweep : null;
  const memory = { ...countLook(before, facts), sweep };
  const look = { operation, memory, facts };
  const isStillDue =
    nextStep(operation) === 'lookUp' && operation.contactUuid === asked.contactUuid;
  if (!isStillDue) return finish({ kind: 'setMemory', memory });
  // The list changed while it was read as a whole. That says nothing about the operation.
  const isBroken = reply.kind === 'inconsistent' && before.sweep !== null;
  const step = isBroken && maySweep(look) ? beginSweep(look) : judge(reply, look);
  return after([{ kind: 'setMemory', memory }], step);
}

function countLook(memory: Memory, facts: Facts): Memory {
  const attempt = memory.attempt + 1;
  const waitMs = delayMs(facts.pace.lookUpMs, attempt, facts.random());
  return { ...memory, attempt, nextLookMs: facts.nowMs() + waitMs };
}

function judge(reading: Reading, look: Look): Step {
  switch (reading.kind) {
    case 'evidence':
      return judgeEvidence(reading.evidence, look);
    case 'inconsistent':
    case 'sweeping':
      return contradicted(look);
    case 'failed':
      if (reading.failure.kind === 'refused' && reading.failure.reason === 'contactNotFound') {
        return { effects: [], next: { kind: 'followMerge', then: afterFollowing } };
      }
      return after(
        [{ kind: 'report', failure: reading.failure }],
        lookAgain(look, retryAfterMsOf(reading.failure)),
      );
    default:
      return assertNever(reading);
  }
}

function judgeEvidence(evidence: Evidence, look: Look): Step {
  const verdict = matchUnknown(look.operation, evidence, look.facts);
  switch (verdict.kind) {
    case 'present':
      return claim(verdict.row, look.operation);
    case 'unprovable':
      return hold('sharedShop');
    case 'contradiction':
      return isSettleTimeOver(look) && canSweep(evidence, look)
        ? beginSweep(look)
        : contradicted(look);
    case 'absent':
      return absentOnceMore(evidence, look);
    default:
      return assertNever(verdict);
  }
}

function absentOnceMore(evidence: Evidence, look: Look): Step {
  const { operation, facts } = look;
  const absentLooks = look.memory.absentLooks + (isSettleTimeOver(look) ? 1 : 0);
  const memory = { ...look.memory, absentLooks, contradictions: 0 };
  if (absentLooks < ABSENT_LOOKS) return lookAgain({ ...look, memory }, 0);
  // Without the time of its POST, the comparison could not recognise a row that is committed late.
  if (operation.lastSentAtServer === null) return hold('noClock');
  const baseline = baselineOf(evidence, evidence.balanceInCents);
  const { contactUuid } = operation;
  return finish(
    { kind: 'setBaseline', contactUuid, known: { baseline, atMs: facts.nowMs() } },
    { kind: 'forgetMemory', contactUuid },
    { kind: 'change', event: 'absent', change: { ledger: 'absent', baseline }, failure: null },
  );
}

function contradicted(look: Look): Step {
  const contradictions = look.memory.contradictions + 1;
  const memory = { ...look.memory, absentLooks: 0, contradictions };
  return isSettleTimeOver(look) && contradictions >= CONTRADICTIONS_MAX
    ? after([{ kind: 'setMemory', memory }], hold('inconclusive'))
    : lookAgain({ ...look, memory }, 0);
}

/** The contact was merged or deleted. If the new contact can be found, the operations move to it. */
function afterFollowing({ reply, operation, facts }: Situation<Followed>): Step {
  const look = (): Look => ({ operation, memory: facts.memoryOf(operation), facts });
  switch (reply.kind) {
    case 'moved':
      return finish();
    case 'gone':
    case 'stays':
      return contradicted(look());
    case 'busy':
      return lookAgain(look(), 0);
    case 'unwritable':
      return waitForDisk();
    case 'failed':
      return lookAgain(look(), retryAfterMsOf(reply.failure));
    default:
      return assertNever(reply);
  }
}

/** Plans the next look-up: at its normal time, but not before the server allows it. */
function lookAgain({ memory, facts }: Look, serverWaitMs: number): Step {
  const nowMs = facts.nowMs();
  const nextLookMs = Math.max(memory.nextLookMs, nowMs + serverWaitMs);
  return waitFor(nextLookMs - nowMs, { kind: 'setMemory', memory: { ...memory, nextLookMs } });
}

function isSettleTimeOver({ memory, facts }: Look): boolean {
  return facts.nowMs() - memory.sinceMs >= facts.settleMs;
}
