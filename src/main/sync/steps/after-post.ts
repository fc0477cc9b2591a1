/** Records the reply to a POST in the journal, and continues from there. */
import { assertNever } from '../../../shared/assert.ts';
import type { Operation } from '../../journal/operation.ts';
import type { Outcome } from '../../leat/outcome.ts';
import { epochMs } from '../../../shared/time.ts';
import type { PrepaidTransaction } from '../../leat/types.ts';
import { BASELINE_ROWS_MAX, reachOfLookUp, type Reading } from '../evidence.ts';
import { applyReply, needsList, type Listed, type ReplyContext } from './apply-reply.ts';
import { retryAfter } from './retry.ts';
import { finish, type Effect, type Situation, type Step } from './step.ts';

/** `before`: the operation as it was before this POST. `sentMs`: when it was sent, by the monotonic clock. */
export function afterPost(
  before: Operation,
  sentMs: number,
  now: Situation<Outcome<PrepaidTransaction>>,
): Step {
  const { reply } = now;
  const repliedMs = now.facts.nowMs();
  const known = { before, sentMs, repliedMs };
  const reach = reachOfLookUp(now.operation);
  const read = { kind: 'readLedger', reach, then: afterReading } as const;
  return needsList(reply, contextOf(now, { ...known, listed: 'notRead' }))
    ? { effects: [], next: read }
    : record(now, { ...known, listed: 'notRead' });

  function afterReading({ reply: list, operation, facts }: Situation<Reading>): Step {
    const listed = reply.kind === 'ok' ? isListedIn(list, reply.value) : 'notRead';
    return record({ reply, operation, facts }, { ...known, listed });
  }
}

function isListedIn(list: Reading, row: PrepaidTransaction): Listed {
  if (list.kind !== 'evidence') return 'unclear';
  const { rows, isComplete, newestFrom } = list.evidence;
  if (rows.some(({ uuid }) => uuid === row.uuid)) return 'yes';
  const isReadBackTo = newestFrom !== null && row.createdAt > newestFrom;
  return isComplete || isReadBackTo ? 'no' : 'unclear';
}

interface Known extends Pick<ReplyContext, 'before' | 'listed'> {
  sentMs: number;
  /** When the reply came. The list may have been read since. */
  repliedMs: number;
}

function contextOf(
  { operation, facts }: Situation<unknown>,
  { sentMs, before, listed }: Known,
): ReplyContext {
  const earliest = facts.ledgerNow()?.earliest ?? null;
  const agoMs = facts.nowMs() - sentMs;
  return {
    before,
    listed,
    notBefore: earliest === null ? null : epochMs(earliest - agoMs),
    sent: operation,
    canLookUp: facts.capabilities.canListTransactions,
    isClaimed: (uuid) => facts.isClaimed(uuid),
  };
}

function record(now: Situation<Outcome<PrepaidTransaction>>, known: Known): Step {
  const { reply, operation: sent } = now;
  const failure = reply.kind === 'ok' ? null : reply;
  const { event, change } = applyReply(reply, contextOf(now, known));
  const recorded: Effect = { kind: 'change', event, change, failure };
  switch (change.ledger) {
    case 'present':
      return finish(recorded, ...baselineWithRow({ ...sent, ...change }, known.repliedMs));
    case 'absent':
      return retryAfter(failure, recorded);
    case 'unknown':
      // The look-up starts its counts and times here.
      return finish(recorded, { kind: 'forgetMemory', contactUuid: sent.contactUuid });
    case 'refused':
      return finish(recorded);
    default:
      return assertNever(change.ledger);
  }
}

/**
 * The baseline for the next operation of this contact: the baseline of this operation, plus the new row. Without it, the
 * next operation reads its baseline again.
 */
function baselineWithRow(present: Operation, atMs: number): Effect[] {
  const { uuid, baseline, contactUuid, balanceAfterInCents } = present;
  const isTooLong = baseline !== null && baseline.uuids.length >= BASELINE_ROWS_MAX;
  if (uuid === null || baseline === null || isTooLong) {
    return [{ kind: 'forgetBaseline', contactUuid }];
  }
  const next = {
    ...baseline,
    balanceInCents: baseline.balanceInCents === null ? null : balanceAfterInCents,
    total: baseline.total === null ? null : baseline.total + 1,
    uuids: [...baseline.uuids, uuid],
  };
  return [{ kind: 'setBaseline', contactUuid, known: { baseline: next, atMs } }];
}
