/** The rule that decides the next step of every operation, and how each reply to a POST changes an operation. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSettled, type Operation } from '../../../src/main/journal/operation.ts';
import type { Outcome } from '../../../src/main/leat/outcome.ts';
import type { PrepaidTransaction } from '../../../src/main/leat/types.ts';
import { delayMs, PACE } from '../../../src/main/sync/delays.ts';
import {
  applyReply,
  needsList,
  type ReplyContext,
} from '../../../src/main/sync/steps/apply-reply.ts';
import { nextStep, type StepName } from '../../../src/main/sync/next-step.ts';
import { contactUuid, shopUuid, transactionUuid } from '../../../src/shared/ids.ts';
import { cents } from '../../../src/shared/money.ts';
import { epochMs } from '../../../src/shared/time.ts';
import { anOperation, aLedgerRow } from '../../builders/operation.ts';

const PROMISES = ['none', 'paid', 'notPaid'] as const;
const LEDGERS = ['absent', 'sent', 'unknown', 'present', 'refused'] as const;

function inState(promise: Operation['promise'], ledger: Operation['ledger']): Operation {
  const uuid = ledger === 'present' ? transactionUuid('row-1') : null;
  const operation = anOperation({ promise, ledger, uuid });
  return { ...operation, isSettled: isSettled(operation, false) };
}

describe('the next step', () => {
  const TABLE: Record<Operation['promise'], Record<Operation['ledger'], StepName>> = {
    none: {
      absent: 'nothing',
      sent: 'lookUp',
      unknown: 'lookUp',
      present: 'nothing',
      refused: 'nothing',
    },
    paid: {
      absent: 'send',
      sent: 'lookUp',
      unknown: 'lookUp',
      present: 'nothing',
      refused: 'hold',
    },
    notPaid: {
      absent: 'nothing',
      sent: 'lookUp',
      unknown: 'lookUp',
      present: 'reverse',
      refused: 'nothing',
    },
  };
  const cases = PROMISES.flatMap((promise) => LEDGERS.map((ledger) => [promise, ledger] as const));
  it.each(cases)('follows the table for promise %s and ledger %s', (promise, ledger) => {
    expect(nextStep(inState(promise, ledger))).toBe(TABLE[promise][ledger]);
  });

  it('is `send` for a new operation while the customer waits', () => {
    expect(nextStep(anOperation({ ledger: 'absent', sends: 0 }))).toBe('send');
  });

  it.each(cases)('is `nothing` for a held operation: promise %s, ledger %s', (promise, ledger) => {
    expect(
      nextStep({ ...inState(promise, ledger), heldReason: 'inconclusive', isSettled: false }),
    ).toBe('nothing');
  });

  it('is never `send` for an operation that may be in the ledger', () => {
    const mayBeThere = cases.filter(([, ledger]) => ledger !== 'absent');
    const steps = mayBeThere.map(([promise, ledger]) => nextStep(inState(promise, ledger)));
    expect(steps).not.toContain('send');
  });
});

describe('the reply to a POST', () => {
  const before = anOperation({
    ledger: 'absent',
    sends: 0,
    firstSentAtServer: null,
    lastSentAtServer: null,
  });
  const sent = anOperation({ ledger: 'sent' });
  const context: ReplyContext = {
    before,
    sent,
    listed: 'notRead',
    notBefore: null,
    canLookUp: true,
    isClaimed: () => false,
  };
  const ok = (row: Partial<PrepaidTransaction>): Outcome<PrepaidTransaction> => ({
    kind: 'ok',
    value: aLedgerRow(row),
    serverAt: null,
  });

  it('makes the operation present if it has the row of the operation', () => {
    expect(applyReply(ok({}), context).change).toMatchObject({
      ledger: 'present',
      uuid: 'row-1',
      balanceAfterInCents: 4500,
    });
  });

  it('gives the operation the time of its row if the ledger’s time was not known', () => {
    const timeless = { ...sent, firstSentAtServer: null, lastSentAtServer: null };
    const { createdAt } = aLedgerRow();
    const notBefore = epochMs(createdAt - 900);
    expect(applyReply(ok({}), { ...context, sent: timeless, notBefore }).change).toMatchObject({
      firstSentAtServer: notBefore,
    });
    expect(applyReply(ok({}), { ...context, sent: timeless }).change).toMatchObject({
      firstSentAtServer: createdAt,
      lastSentAtServer: createdAt + 1_000,
    });
  });

  it.each([
    ['another amount', { amountInCents: cents(-501) }],
    ['the amount turned round', { amountInCents: cents(500) }],
    ['another shop', { shopUuid: shopUuid('other') }],
    ['another contact', { contactUuid: contactUuid('krabs') }],
  ])('with %s proves nothing', (_, row) => {
    expect(applyReply(ok(row), context).change).toEqual({ ledger: 'unknown' });
  });

  it('needs the list if the time of its POST is not known, because its row then gives that time', () => {
    const timeless = { ...sent, firstSentAtServer: null, lastSentAtServer: null };
    expect(needsList(ok({}), { ...context, sent: timeless })).toBe(true);
  });

  it('narrows the window of its only POST, because the clock is known better now', () => {
    const { createdAt } = aLedgerRow();
    const early = epochMs(createdAt - 900_000);
    const notBefore = epochMs(createdAt - 700);
    const wide = { ...sent, firstSentAtServer: early, sends: 1 };
    const firstOf = (changes: Partial<ReplyContext>): unknown =>
      applyReply(ok({}), { ...context, sent: wide, notBefore, ...changes }).change
        .firstSentAtServer;
    expect(firstOf({})).toBe(notBefore);
    expect(firstOf({ notBefore: epochMs(createdAt + 300) })).toBe(createdAt);
    expect(firstOf({ notBefore: epochMs(early - 1) })).toBe(early);
    expect(firstOf({ notBefore: null })).toBe(early);
    expect(firstOf({ before: { ...before, sends: 1 } })).toBe(early);
    expect(firstOf({ before: { ...before, firstSentAtServer: early } })).toBe(early);
  });

  it('keeps the time of the first POST unknown if that POST was refused at a time that is not known', () => {
    const timeless = { ...sent, firstSentAtServer: null, lastSentAtServer: null };
    const refused = { ...before, sends: 1, firstSentAtServer: null, lastSentAtServer: null };
    const { createdAt } = aLedgerRow();
    const notBefore = epochMs(createdAt - 900);
    const again = {
      ...context,
      before: refused,
      sent: timeless,
      listed: 'yes',
      notBefore,
    } as const;
    expect(applyReply(ok({}), again).change).toMatchObject({
      ledger: 'present',
      firstSentAtServer: null,
      lastSentAtServer: createdAt + 1_000,
    });
    const later = { ...again, notBefore: epochMs(createdAt + 60_000) };
    expect(applyReply(ok({}), later).change).toEqual({ ledger: 'unknown' });
  });

  it('keeps the time unknown if the list could not show its row', () => {
    const timeless = { ...sent, firstSentAtServer: null, lastSentAtServer: null };
    const { event, change } = applyReply(ok({}), { ...context, sent: timeless, listed: 'unclear' });
    expect(event).toBe('present');
    expect(change).not.toHaveProperty('firstSentAtServer');
    expect(change).not.toHaveProperty('lastSentAtServer');
  });

  it('proves nothing if the list could not show its row and its balance does not follow either', () => {
    const reply = ok({ balanceInCents: cents(4999) });
    expect(applyReply(reply, { ...context, listed: 'unclear' }).change).toEqual({
      ledger: 'unknown',
    });
  });

  it('shows no balance to a customer if the balance before is not known', () => {
    const baseline = { balanceInCents: null, total: 0, uuids: [] };
    const live = { ...context, sent: { ...sent, promise: 'none' as const, baseline } };
    const queued = { ...live, sent: { ...live.sent, promise: 'paid' as const } };
    expect(applyReply(ok({}), live).change).toMatchObject({ balanceAfterInCents: null });
    expect(applyReply(ok({}), { ...live, listed: 'yes' }).change).toMatchObject({
      balanceAfterInCents: 4500,
    });
    expect(applyReply(ok({}), queued).change).toMatchObject({ balanceAfterInCents: 4500 });
  });

  it('needs the list if its balance does not follow from the balance before', () => {
    const reply = ok({ balanceInCents: cents(4999) });
    expect(needsList(ok({}), context)).toBe(false);
    expect(needsList(reply, context)).toBe(true);
    expect(needsList(reply, { ...context, canLookUp: false })).toBe(false);
    expect(applyReply(reply, { ...context, listed: 'yes' }).event).toBe('present');
    expect(applyReply(reply, { ...context, listed: 'no' }).change).toEqual({
      ledger: 'unknown',
    });
  });

  it('proves nothing if its row is older than the POST', () => {
    const createdAt = epochMs((sent.firstSentAtServer ?? 0) - 60_000);
    expect(applyReply(ok({ createdAt }), context).change).toEqual({ ledger: 'unknown' });
  });

  it('proves nothing if it has a row of another operation', () => {
    expect(applyReply(ok({}), { ...context, isClaimed: () => true }).change).toEqual({
      ledger: 'unknown',
    });
  });

  it('may have a row with either sign for a reversal, but not the reversed row', () => {
    const reversal = anOperation({
      ledger: 'sent',
      kind: 'reversal',
      method: 'reverse',
      amountInCents: cents(500),
      reversesUuid: transactionUuid('row-0'),
    });
    const reversing = { ...context, sent: reversal };
    expect(applyReply(ok({ amountInCents: cents(500) }), reversing).event).toBe('present');
    expect(applyReply(ok({ amountInCents: cents(-500) }), reversing).event).toBe('present');
    expect(applyReply(ok({ uuid: transactionUuid('row-0') }), reversing).change.ledger).toBe(
      'unknown',
    );
  });

  it('changes nothing if the request never left, and keeps its time if the server turned it away', () => {
    const asBefore = {
      ledger: 'absent',
      sends: 0,
      firstSentAtServer: null,
      lastSentAtServer: null,
    };
    expect(applyReply({ kind: 'notSent', why: 'noLink' }, context).change).toEqual(asBefore);
    for (const reason of [
      'rateLimited',
      'unauthorized',
      'forbidden',
      'accountInactive',
      'shopNotFound',
    ] as const) {
      const refusal = { kind: 'refused', reason, code: null, retryAfterMs: null } as const;
      // The network may deliver the request twice, so its row may still appear.
      expect(applyReply(refusal, context).change).toEqual({ ledger: 'absent', sends: 0 });
    }
  });

  it.each(['rateLimited', 'unauthorized', 'forbidden', 'accountInactive', 'shopNotFound'] as const)(
    'does not count as a send, but keeps its time, if the server turned it away: %s',
    (reason) => {
      const refusal = { kind: 'refused', reason, code: null, retryAfterMs: null } as const;
      expect(applyReply(refusal, context).change).toEqual({ ledger: 'absent', sends: 0 });
    },
  );

  it('counts no POST as sent if all were refused, whether or not their times are known', () => {
    const refusal = {
      kind: 'refused',
      reason: 'forbidden',
      code: null,
      retryAfterMs: null,
    } as const;
    const timeless = { firstSentAtServer: null, lastSentAtServer: null };
    const refused = { ...before, sends: 1, ...timeless };
    const again = { ...sent, firstSentAtServer: null };
    expect(applyReply(refusal, { ...context, before: refused, sent: again }).change).toEqual({
      ledger: 'absent',
      sends: 0,
    });
    expect(applyReply(refusal, { ...context, sent: { ...sent, ...timeless } }).change).toEqual({
      ledger: 'absent',
      sends: 1,
    });
    const lost = { ...before, sends: 1, lastSentAtServer: sent.lastSentAtServer };
    expect(applyReply(refusal, { ...context, before: lost, sent }).change).toEqual({
      ledger: 'absent',
      sends: 1,
    });
  });

  it('never makes the operation absent after bytes have left', () => {
    for (const why of [
      'timeout',
      'reset',
      'tooLarge',
      'serverError',
      'maintenance',
      'notFromApi',
      'malformed',
      'redirected',
    ] as const) {
      expect(applyReply({ kind: 'unknown', why, retryAfterMs: null }, context).change).toEqual({
        ledger: 'unknown',
      });
    }
  });
});

describe('the delay before the next try', () => {
  it('is never shorter than planned, is at most a fifth longer, and always exists', () => {
    fc.assert(
      fc.property(
        fc.nat(1000),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        fc.constantFrom(PACE.lookUpMs, PACE.retryMs),
        (attempt, random, delays) => {
          const ms = delayMs(delays, attempt, random);
          const base = delays[Math.min(attempt, delays.length - 1)] ?? 0;
          expect(ms).toBeGreaterThanOrEqual(base);
          expect(ms).toBeLessThanOrEqual(base * 1.2);
        },
      ),
    );
  });
});
