/** Sends the operation at the head of a lane: first its baseline, then the journal, then the POST, each in that order. */
import { assertNever } from '../../shared/assert.ts';
import type { Baseline, Operation } from '../journal/operation.ts';
import type { Failure } from '../leat/outcome.ts';
import { delayMs } from './delays.ts';
import type { Gathered } from './evidence.ts';
import { IDLE, NOW, type Next } from './contact-queue.ts';
import type { Verdict } from './match.ts';
import { followMerge } from './contact-merge.ts';
import { applyReply } from './apply-reply.ts';
import type { SettleContext } from './settle-context.ts';
import { nextStep } from './step.ts';

/** A baseline older than this is taken again before a POST. */
const BASELINE_AGE_MS_MAX = 60_000;
/** … and sooner where other terminals add rows too, or where a commit may yet come late. */
const BASELINE_AGE_MS_MAX_STRICT = 5_000;

export async function sendStep(context: SettleContext, operation: Operation): Promise<Next> {
  const { journal, clock, world } = context.options;
  // Being asked to wait holds for as long as the server said, whatever else it answers meanwhile.
  const waitMs = context.memoryOf(operation).notBeforeMs - world.monotonicMs();
  if (waitMs > 0) return { kind: 'after', delayMs: waitMs };
  const got = await freshBaseline(context, operation);
  const before = journal.get(operation.id);
  // While the ledger was asked, whoever waits may have decided that nothing is to be sent.
  if (nextStep(before) !== 'send' || before.contactUuid !== operation.contactUuid) return NOW;
  if (got.kind !== 'baseline') return withoutBaseline(context, before, got);
  const sentAt = clock.serverNow();
  const sent = context.change(before, {
    event: 'sent',
    change: {
      ledger: 'sent',
      baseline: got.baseline,
      sends: before.sends + 1,
      firstSentAtServer: before.firstSentAtServer ?? sentAt?.earliest ?? null,
      lastSentAtServer: sentAt?.latest ?? before.lastSentAtServer,
    },
  });
  return sent === null ? context.blockedByDisk(before) : post(context, before, sent);
}

async function post(context: SettleContext, before: Operation, sent: Operation): Promise<Next> {
  const { journal, read, sender } = context.options;
  const outcome = await sender.post(sent);
  const failure = outcome.kind === 'ok' ? null : outcome;
  const recorded = applyReply(outcome, {
    before,
    sent,
    canLookUp: read.capabilities.canListTransactions,
    isClaimed: (uuid) => journal.isSpokenFor(uuid),
  });
  const after = context.change(sent, { ...recorded, failure });
  if (after === null) return context.blockedByDisk(sent);
  switch (after.ledger) {
    case 'present':
      noteOwnRow(context, after);
      return NOW;
    case 'absent':
      return backOff(context, after, failure);
    case 'unknown':
      context.forgetMemory(after.contactUuid);
      return NOW;
    case 'refused':
    case 'sent':
      return NOW;
    default:
      return assertNever(after.ledger);
  }
}

/** A refusal of what the customer was told is paid: another contact uuid may cure it, else staff decide. */
export function refusedStep(context: SettleContext, operation: Operation): Next | Promise<Next> {
  return operation.refusal === 'contactNotFound'
    ? contactGone(context, operation)
    : context.hold(operation, refusedReason(operation));
}

type GotBaseline =
  | { kind: 'baseline'; baseline: Baseline }
  /** It was sent before, and the ledger does not show any more that it is absent. */
  | { kind: 'verdict'; verdict: Exclude<Verdict, { kind: 'absent' }> }
  | Exclude<Gathered, { kind: 'evidence' }>;

async function freshBaseline(context: SettleContext, operation: Operation): Promise<GotBaseline> {
  const { read, world, clock, isOwnShop } = context.options;
  if (!read.capabilities.canListTransactions) {
    return { kind: 'baseline', baseline: { balanceInCents: null, total: null, uuids: [] } };
  }
  const known = context.baselineOf(operation.contactUuid);
  const isStrict = !isOwnShop || operation.sends > 0;
  const ageMsMax = isStrict ? BASELINE_AGE_MS_MAX_STRICT : BASELINE_AGE_MS_MAX;
  // Without the server's time a row that comes late cannot be put down to this POST: a new look tells it.
  const isTimeKnown = clock.serverNow() !== null;
  if (known !== null && isTimeKnown && world.monotonicMs() - known.atMs <= ageMsMax) {
    return { kind: 'baseline', baseline: known.baseline };
  }
  const gathered = await context.gather(operation);
  if (gathered.kind !== 'evidence') return gathered;
  if (operation.sends > 0) {
    const verdict = context.match(operation, gathered.evidence);
    if (verdict.kind !== 'absent') return { kind: 'verdict', verdict };
  }
  return {
    kind: 'baseline',
    baseline: context.noteEvidence(operation.contactUuid, gathered.evidence),
  };
}

function withoutBaseline(
  context: SettleContext,
  operation: Operation,
  got: Exclude<GotBaseline, { kind: 'baseline' }>,
): Next | Promise<Next> {
  switch (got.kind) {
    case 'verdict':
      if (got.verdict.kind === 'present') return context.claim(operation, got.verdict);
      return context.hold(
        operation,
        got.verdict.kind === 'unprovable' ? 'sharedShop' : 'inconclusive',
      );
    case 'failed':
      return got.failure.kind === 'refused' && got.failure.reason === 'contactNotFound'
        ? contactGone(context, operation)
        : blocked(context, operation, got.failure);
    case 'inconsistent':
      return blocked(context, operation, { kind: 'unknown', why: 'malformed', retryAfterMs: null });
    default:
      return assertNever(got);
  }
}

/** Tells whoever waits; a queued operation is tried again later. */
function blocked(context: SettleContext, operation: Operation, failure: Failure): Next {
  context.options.onStep(operation, failure);
  return backOff(context, operation, failure);
}

function backOff(context: SettleContext, { id }: Operation, failure: Failure | null): Next {
  const operation = context.options.journal.get(id);
  const step = nextStep(operation);
  if (step !== 'send' && step !== 'hold') return NOW;
  const memory = context.memoryOf(operation);
  const retryAfterMs =
    failure === null || failure.kind === 'notSent' ? 0 : (failure.retryAfterMs ?? 0);
  const { pace, world } = context.options;
  const retryMs = delayMs(pace.retryMs, memory.attempt, world.random());
  memory.attempt += 1;
  memory.notBeforeMs = world.monotonicMs() + retryAfterMs;
  return { kind: 'after', delayMs: Math.max(retryAfterMs, retryMs) };
}

/** The row just made, as part of the baseline of this contact's next operation. */
function noteOwnRow(context: SettleContext, operation: Operation): void {
  const { uuid, baseline, contactUuid, balanceAfterInCents } = operation;
  if (uuid === null || baseline === null) return;
  context.noteBaseline(contactUuid, {
    baseline: {
      balanceInCents: baseline.balanceInCents === null ? null : balanceAfterInCents,
      total: baseline.total === null ? null : baseline.total + 1,
      uuids: [...baseline.uuids, uuid],
    },
    atMs: context.options.world.monotonicMs(),
  });
}

/** The contact was merged into another, or deleted (documented: Contacts, Merge and Delete). */
async function contactGone(context: SettleContext, operation: Operation): Promise<Next> {
  if (operation.promise === 'none') {
    const failure: Failure = {
      kind: 'refused',
      reason: 'contactNotFound',
      code: null,
      retryAfterMs: null,
    };
    context.options.onStep(operation, failure);
    return IDLE;
  }
  const followed = await followMerge(context.options, operation.contactUuid);
  switch (followed.kind) {
    case 'moved':
      return NOW;
    case 'gone':
      return context.hold(operation, refusedReason(operation));
    case 'busy':
      return backOff(context, operation, null);
    case 'unwritable':
      return context.blockedByDisk(operation);
    case 'failed':
      return blocked(context, operation, followed.failure);
    default:
      return assertNever(followed);
  }
}

function refusedReason({ kind }: Operation): 'reversalRefused' | 'refusedAfterPaid' {
  return kind === 'reversal' ? 'reversalRefused' : 'refusedAfterPaid';
}
