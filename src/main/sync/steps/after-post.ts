/** Records the reply to a POST in the journal, and continues from there. */
import { assertNever } from '../../../shared/assert.ts';
import type { Operation } from '../../journal/operation.ts';
import type { Outcome } from '../../leat/outcome.ts';
import type { PrepaidTransaction } from '../../leat/types.ts';
import { applyReply } from './apply-reply.ts';
import { retryAfter } from './retry.ts';
import { finish, type Effect, type Situation, type Step } from './step.ts';

/** `before`: the operation as it was before this POST. */
export function afterPost(
  before: Operation,
  { reply, operation: sent, facts }: Situation<Outcome<PrepaidTransaction>>,
): Step {
  const failure = reply.kind === 'ok' ? null : reply;
  const { event, change } = applyReply(reply, {
    before,
    sent,
    isOwnShop: facts.isOwnShop,
    canLookUp: facts.capabilities.canListTransactions,
    isClaimed: (uuid) => facts.isClaimed(uuid),
  });
  const recorded: Effect = { kind: 'change', event, change, failure };
  switch (change.ledger) {
    case 'present':
      return finish(recorded, ...baselineWithRow({ ...sent, ...change }, facts.nowMs()));
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

/** The baseline for the next operation of this contact: the baseline of this operation, plus the new row. */
function baselineWithRow(present: Operation, atMs: number): Effect[] {
  const { uuid, baseline, contactUuid, balanceAfterInCents } = present;
  if (uuid === null || baseline === null) return [];
  const next = {
    balanceInCents: baseline.balanceInCents === null ? null : balanceAfterInCents,
    total: baseline.total === null ? null : baseline.total + 1,
    uuids: [...baseline.uuids, uuid],
  };
  return [{ kind: 'setBaseline', contactUuid, known: { baseline: next, atMs } }];
}
