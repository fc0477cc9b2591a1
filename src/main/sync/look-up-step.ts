/** Finds out what became of a POST whose reply was lost. It only reads; absence is believed late, and a row at once. */
import { assertNever } from '../../shared/assert.ts';
import type { Operation } from '../journal/operation.ts';
import type { Failure } from '../leat/outcome.ts';
import { delayMs } from './delays.ts';
import type { Gathered } from './evidence.ts';
import { NOW, type Next } from './contact-queue.ts';
import type { Evidence } from './match.ts';
import { followMerge } from './contact-merge.ts';
import type { Memory, SettleContext } from './settle-context.ts';
import { nextStep } from './step.ts';

/** So many looks in a row that contradict the baseline, after the settle time, are for staff. */
const CONTRADICTIONS_MAX = 4;
/** Absence is proven by this many looks after the settle time. */
const ABSENT_LOOKS = 2;

export async function lookUpStep(context: SettleContext, operation: Operation): Promise<Next> {
  const { journal, read, world, pace } = context.options;
  if (operation.ledger === 'sent') return markUnknown(context, operation);
  if (!read.capabilities.canListTransactions) return context.hold(operation, 'cannotLookUp');
  const memory = context.memoryOf(operation);
  const waitMs = memory.nextLookMs - world.monotonicMs();
  if (waitMs > 0) return { kind: 'after', delayMs: waitMs };
  const gathered = await context.gather(operation);
  memory.attempt += 1;
  memory.nextLookMs = world.monotonicMs() + delayMs(pace.lookUpMs, memory.attempt, world.random());
  const now = journal.get(operation.id);
  if (nextStep(now) !== 'lookUp' || now.contactUuid !== operation.contactUuid) return NOW;
  return judge(context, now, gathered);
}

/** The reply of this POST could not be written down, or a crash cut it off: only the ledger knows. */
function markUnknown(context: SettleContext, operation: Operation): Next {
  const unknown = context.change(operation, { event: 'unknown', change: { ledger: 'unknown' } });
  return unknown === null ? context.blockedByDisk(operation) : NOW;
}

function judge(
  context: SettleContext,
  operation: Operation,
  gathered: Gathered,
): Next | Promise<Next> {
  switch (gathered.kind) {
    case 'evidence':
      return judgeEvidence(context, operation, gathered.evidence);
    case 'inconsistent':
      return contradicted(context, operation);
    case 'failed':
      if (gathered.failure.kind === 'refused' && gathered.failure.reason === 'contactNotFound') {
        return contactGone(context, operation);
      }
      context.options.onStep(operation, gathered.failure);
      return lookAfter(context, operation, gathered.failure);
    default:
      return assertNever(gathered);
  }
}

/** The contact may have been merged into another, and what is looked for with it; else only staff can tell. */
async function contactGone(context: SettleContext, operation: Operation): Promise<Next> {
  const followed = await followMerge(context.options, operation.contactUuid);
  switch (followed.kind) {
    case 'moved':
      return NOW;
    case 'gone':
      return contradicted(context, operation);
    case 'busy':
      return rescan(context, context.memoryOf(operation));
    case 'unwritable':
      return context.blockedByDisk(operation);
    case 'failed':
      return lookAfter(context, operation, followed.failure);
    default:
      return assertNever(followed);
  }
}

function judgeEvidence(context: SettleContext, operation: Operation, evidence: Evidence): Next {
  const verdict = context.match(operation, evidence);
  switch (verdict.kind) {
    case 'present':
      return context.claim(operation, verdict);
    case 'unprovable':
      return context.hold(operation, 'sharedShop');
    case 'contradiction':
      return contradicted(context, operation);
    case 'absent':
      return absentOnceMore(context, operation, evidence);
    default:
      return assertNever(verdict);
  }
}

function absentOnceMore(context: SettleContext, operation: Operation, evidence: Evidence): Next {
  const memory = context.memoryOf(operation);
  memory.contradictions = 0;
  if (isSettleTimeOver(context, memory)) memory.absentLooks += 1;
  if (memory.absentLooks < ABSENT_LOOKS) return rescan(context, memory);
  const baseline = context.noteEvidence(operation.contactUuid, evidence);
  const absent = context.change(operation, {
    event: 'absent',
    change: { ledger: 'absent', baseline },
  });
  context.forgetMemory(operation.contactUuid);
  return absent === null ? context.blockedByDisk(operation) : NOW;
}

function contradicted(context: SettleContext, operation: Operation): Next {
  const memory = context.memoryOf(operation);
  memory.absentLooks = 0;
  memory.contradictions += 1;
  return isSettleTimeOver(context, memory) && memory.contradictions >= CONTRADICTIONS_MAX
    ? context.hold(operation, 'inconclusive')
    : rescan(context, memory);
}

/** Not before the server wants to be asked again. */
function lookAfter(context: SettleContext, operation: Operation, failure: Failure): Next {
  const memory = context.memoryOf(operation);
  const retryAfterMs = failure.kind === 'notSent' ? 0 : (failure.retryAfterMs ?? 0);
  memory.nextLookMs = Math.max(
    memory.nextLookMs,
    context.options.world.monotonicMs() + retryAfterMs,
  );
  return rescan(context, memory);
}

function rescan(context: SettleContext, { nextLookMs }: Memory): Next {
  return { kind: 'after', delayMs: Math.max(0, nextLookMs - context.options.world.monotonicMs()) };
}

function isSettleTimeOver(context: SettleContext, { sinceMs }: Memory): boolean {
  return context.options.world.monotonicMs() - sinceMs >= context.options.settleMs;
}
