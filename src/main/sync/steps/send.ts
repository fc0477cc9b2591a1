/** Sends an operation: first reads a baseline, then writes to the journal, then sends the POST. */
import { assertNever } from '../../../shared/assert.ts';
import type { Baseline, Operation } from '../../journal/operation.ts';
import { PROOF_MS } from '../delays.ts';
import { baselineOf, type Reading } from '../evidence.ts';
import { matchUnknown, type Verdict } from '../match.ts';
import type { KnownBaseline } from '../memory.ts';
import { nextStep } from '../next-step.ts';
import { hasPostOfUnknownTime } from '../row-age.ts';
import { afterPost } from './after-post.ts';
import { findNewContact } from './contact-gone.ts';
import type { Facts } from './facts.ts';
import { blocked, retryAfter } from './retry.ts';
import { beginSweep, canSweep, continueSweep, reachOf } from './sweep.ts';
import {
  after,
  claim,
  finish,
  hold,
  waitFor,
  type Effect,
  type Situation,
  type Step,
} from './step.ts';

/** If the baseline is older than this, it is read again before a POST. */
const BASELINE_AGE_MS_MAX = 60_000;
/**
 * A shorter limit: for a shared shop, because other terminals add rows, and for a second POST, because the first may
 * still be committed.
 */
const BASELINE_AGE_MS_MAX_STRICT = 5_000;

/** The baseline in the `register` flavour, which has no list to read. */
const NO_BASELINE: Baseline = { balanceInCents: null, total: null, uuids: [] };

export function send(operation: Operation, facts: Facts): Step {
  // `Retry-After` applies until its time is over, whatever else the server answers in the meantime.
  const waitMs = facts.memoryOf(operation).notBeforeMs - facts.nowMs();
  if (waitMs > 0) return waitForServer(waitMs);
  const known = knownBaseline(operation, facts);
  const askedMs = facts.nowMs();
  return known === null
    ? {
        effects: [],
        next: {
          kind: 'readLedger',
          reach:
            isFirstPost(operation) && operation.method !== 'reverse'
              ? { kind: 'baseline' }
              : reachOf(operation, facts.memoryOf(operation)),
          then: (now) => sendAfterReading(operation, now, askedMs),
        },
      }
    : { effects: [], next: { kind: 'continue', then: (now) => postIfDue(operation, known, now) } };
}

/** A customer waits no longer for this than a payment may take to be proven. */
function waitForServer(waitMs: number): Step {
  if (waitMs <= PROOF_MS) return waitFor(waitMs);
  const failure = {
    kind: 'refused',
    reason: 'rateLimited',
    code: null,
    retryAfterMs: waitMs,
  } as const;
  return waitFor(waitMs, { kind: 'report', failure });
}

/** Null if the ledger must be read first. */
function knownBaseline(operation: Operation, facts: Facts): Baseline | null {
  if (!facts.capabilities.canListTransactions) return NO_BASELINE;
  // Only the list shows that the row which a reversal takes back belongs to this contact.
  if (operation.method === 'reverse') return null;
  // Only the list shows whether a refusal was true.
  if (wasOnlyRefused(operation)) return null;
  const known = facts.baselineOf(operation.contactUuid);
  return known !== null && isFresh(known, operation, facts) ? known.baseline : null;
}

function isFresh({ atMs }: KnownBaseline, { sends }: Operation, facts: Facts): boolean {
  // If the server's time is unknown, only a new reading can distinguish a late row from a row of this POST.
  if (facts.ledgerNow() === null) return false;
  const isStrict = !facts.isOwnShop || sends > 0;
  const ageMsMax = isStrict ? BASELINE_AGE_MS_MAX_STRICT : BASELINE_AGE_MS_MAX;
  return facts.nowMs() - atMs <= ageMsMax;
}

/** `askedMs`: when the reading began, by the monotonic clock. */
function sendAfterReading(asked: Operation, now: Situation<Reading>, askedMs: number): Step {
  const found = findBaseline(now, askedMs);
  if (found.kind === 'baseline') {
    const { known } = found;
    if (lacksReversedRow(now)) return awaitReversedRow(now);
    return after(
      [...endOfSweep(now), { kind: 'setBaseline', contactUuid: asked.contactUuid, known }],
      postIfDue(asked, known.baseline, now),
    );
  }
  if (!isStillDue(asked, now.operation)) return finish();
  return after(endOfSweep(now), withoutBaseline(found, now));
}

/** A part of a list that changes while it is read, or that was read to its end, is of no further use. */
function endOfSweep({ reply, operation, facts }: Situation<Reading>): Effect[] {
  const memory = facts.memoryOf(operation);
  return memory.sweep === null || reply.kind === 'sweeping' || reply.kind === 'failed'
    ? []
    : [{ kind: 'setMemory', memory: { ...memory, sweep: null } }];
}

/**
 * True if the list does not have the row that a reversal takes back. Then the uuid may be from the reply to another
 * request, and the reversal would take back another customer's row. Or the list lags behind.
 */
function lacksReversedRow({ reply, operation }: Situation<Reading>): boolean {
  const { method, reversesUuid } = operation;
  if (method !== 'reverse' || reply.kind !== 'evidence') return false;
  return !reply.evidence.rows.some(({ uuid }) => uuid === reversesUuid);
}

/** The comparison (reconcile.ts) finds the right row. It runs several times before this ends. */
const REVERSED_ROW_TRIES_MAX = 90;

function awaitReversedRow(now: Situation<Reading>): Step {
  const { reply, operation, facts } = now;
  if (nextStep(operation) !== 'send') return finish();
  const memory = facts.memoryOf(operation);
  const context = { operation, memory, facts };
  // The row may be older than the newest rows of a long list.
  if (reply.kind === 'evidence' && canSweep(reply.evidence, context)) return beginSweep(context);
  return after(
    endOfSweep(now),
    memory.attempt < REVERSED_ROW_TRIES_MAX ? retryAfter(null) : hold('inconclusive'),
  );
}

type FoundBaseline =
  | { kind: 'baseline'; known: KnownBaseline }
  /** The operation was sent before, and the ledger no longer proves that it is absent. */
  | Exclude<Verdict, { kind: 'absent' }>
  | Exclude<Reading, { kind: 'evidence' }>;

/**
 * True if every POST was refused. A gateway can commit a request, try again, and pass on the refusal of the second try.
 * A refused POST counts only if its time is not known. A lost one without a time is held, so it is not sent again.
 */
function wasOnlyRefused({ sends, lastSentAtServer }: Operation): boolean {
  return lastSentAtServer === null ? sends > 0 : sends === 0;
}

/** True if no POST has left, or if each was refused. */
function isFirstPost(operation: Operation): boolean {
  return operation.sends === 0 || wasOnlyRefused(operation);
}

function findBaseline(
  { reply, operation, facts }: Situation<Reading>,
  askedMs: number,
): FoundBaseline {
  if (reply.kind !== 'evidence') return reply;
  if (wasOnlyRefused(operation)) {
    const verdict = matchUnknown(operation, reply.evidence, facts);
    // The refusal counts unless the ledger has a row that contradicts it.
    if (verdict.kind === 'present' || verdict.kind === 'unprovable') return verdict;
  } else if (operation.sends > 0) {
    const verdict = matchUnknown(operation, reply.evidence, facts);
    if (verdict.kind !== 'absent') return verdict;
  }
  const { evidence } = reply;
  const balanceInCents = evidence.balanceInCents ?? facts.balanceBefore(operation);
  const baseline = baselineOf(evidence, balanceInCents);
  return { kind: 'baseline', known: { baseline, atMs: askedMs } };
}

/** False if the payment was given up or the contact was merged while the ledger was read. */
function isStillDue(asked: Operation, now: Operation): boolean {
  return nextStep(now) === 'send' && now.contactUuid === asked.contactUuid;
}

function withoutBaseline(
  found: Exclude<FoundBaseline, { kind: 'baseline' }>,
  { reply, operation, facts }: Situation<Reading>,
): Step {
  const memory = facts.memoryOf(operation);
  switch (found.kind) {
    case 'present':
      return claim(found.row, operation);
    case 'unprovable':
      return hold('sharedShop');
    case 'contradiction': {
      const context = { operation, memory, facts };
      return reply.kind === 'evidence' && canSweep(reply.evidence, context)
        ? beginSweep(context)
        : hold('inconclusive');
    }
    case 'sweeping':
      return continueSweep(memory, found.sweep, facts);
    case 'failed':
      return found.failure.kind === 'refused' && found.failure.reason === 'contactNotFound'
        ? findNewContact(operation)
        : blocked(found.failure);
    case 'inconsistent':
      // The network works, so a payment must not be promised as if it did not.
      return blocked({ kind: 'refused', reason: 'other', code: null, retryAfterMs: null });
    default:
      return assertNever(found);
  }
}

/** Sends the POST if the operation must still be sent. The journal has it as `sent` before the first byte leaves. */
function postIfDue(
  asked: Operation,
  baseline: Baseline,
  { operation: before, facts }: Situation<unknown>,
): Step {
  // A reversal that was added meanwhile comes first.
  if (!isStillDue(asked, before) || !facts.isFirstInLine(before)) return finish();
  const sentAt = facts.ledgerNow();
  const sentMs = facts.nowMs();
  return {
    effects: [
      {
        kind: 'change',
        event: 'sent',
        change: {
          ledger: 'sent',
          baseline,
          sends: (wasOnlyRefused(before) ? 0 : before.sends) + 1,
          firstSentAtServer: hasPostOfUnknownTime(before)
            ? null
            : (before.firstSentAtServer ?? sentAt?.earliest ?? null),
          // The time of an earlier POST is not that of this one.
          lastSentAtServer: sentAt?.latest ?? null,
        },
        failure: null,
      },
    ],
    next: { kind: 'post', then: (now) => afterPost(before, sentMs, now) },
  };
}
