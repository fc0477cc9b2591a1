/** The rule of the whole wallet, and what each answer makes of an operation. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSettled, type Operation } from '../../../src/main/journal/operation.ts';
import type { Outcome } from '../../../src/main/leat/outcome.ts';
import type { PrepaidTransaction } from '../../../src/main/leat/types.ts';
import { delayMs, PACE } from '../../../src/main/sync/delays.ts';
import { applyReply, type ReplyContext } from '../../../src/main/sync/steps/apply-reply.ts';
import { nextStep, type StepName } from '../../../src/main/sync/next-step.ts';
import { contactUuid, shopUuid, transactionUuid } from '../../../src/shared/ids.ts';
import { cents } from '../../../src/shared/money.ts';
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
  it.each(cases)('of promise %s and ledger %s is by the table', (promise, ledger) => {
    expect(nextStep(inState(promise, ledger))).toBe(TABLE[promise][ledger]);
  });

  it('is to send once where somebody waits', () => {
    expect(nextStep(anOperation({ ledger: 'absent', sends: 0 }))).toBe('send');
  });

  it.each(cases)('is nothing for what is held: promise %s, ledger %s', (promise, ledger) => {
    expect(
      nextStep({ ...inState(promise, ledger), heldReason: 'inconclusive', isSettled: false }),
    ).toBe('nothing');
  });

  it('sends nothing that may be in the ledger', () => {
    const mayBeThere = cases.filter(([, ledger]) => ledger !== 'absent');
    const steps = mayBeThere.map(([promise, ledger]) => nextStep(inState(promise, ledger)));
    expect(steps).not.toContain('send');
  });
});

describe('the answer to a POST', () => {
  const before = anOperation({
    ledger: 'absent',
    sends: 0,
    firstSentAtServer: null,
    lastSentAtServer: null,
  });
  const sent = anOperation({ ledger: 'sent' });
  const context: ReplyContext = { before, sent, canLookUp: true, isClaimed: () => false };
  const ok = (row: Partial<PrepaidTransaction>): Outcome<PrepaidTransaction> => ({
    kind: 'ok',
    value: aLedgerRow(row),
    serverAt: null,
  });

  it('that is the row makes it present', () => {
    expect(applyReply(ok({}), context).change).toEqual({
      ledger: 'present',
      uuid: 'row-1',
      balanceAfterInCents: 4500,
    });
  });

  it.each([
    ['another amount', { amountInCents: cents(-501) }],
    ['the amount turned round', { amountInCents: cents(500) }],
    ['another shop', { shopUuid: shopUuid('other') }],
    ['another contact', { contactUuid: contactUuid('krabs') }],
  ])('with %s holds it', (_, row) => {
    expect(applyReply(ok(row), context).change).toEqual({
      ledger: 'unknown',
      heldReason: 'figuresDiffer',
    });
  });

  it('with a row that another operation has says nothing', () => {
    expect(applyReply(ok({}), { ...context, isClaimed: () => true }).change).toEqual({
      ledger: 'unknown',
    });
  });

  it('to a reversal may have either sign, and not the row that it reverses', () => {
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

  it('that never left leaves it as it was, and one turned away is remembered as sent', () => {
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
      // The network may have brought the request twice: a row that turns up after all is still its own.
      expect(applyReply(refusal, context).change).toEqual({ ledger: 'absent', sends: 0 });
    }
  });

  it.each(['rateLimited', 'unauthorized', 'forbidden', 'accountInactive', 'shopNotFound'] as const)(
    'that turned it away counts as no send, and stays on record: %s',
    (reason) => {
      const refusal = { kind: 'refused', reason, code: null, retryAfterMs: null } as const;
      expect(applyReply(refusal, context).change).toEqual({ ledger: 'absent', sends: 0 });
    },
  );

  it('is never taken for absence, nor sent again, once bytes have left', () => {
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

describe('the pace', () => {
  it('never hastens, waits at most a fifth longer, and ends nowhere', () => {
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
