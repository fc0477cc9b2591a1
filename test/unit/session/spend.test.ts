import { describe, expect, it } from 'vitest';
import { cents } from '../../../src/shared/money.ts';
import {
  aCustomer,
  aPaidOutcome,
  aSessionAt,
  NOT_COMPLETED,
  NOT_PAID,
  OTHER_CARD,
  waitOut,
  type Session,
} from '../../builders/session.ts';
import { DEMO_CARD } from '../../builders/names.ts';

describe('the confirm screen', () => {
  it('shows the balance before and after', () => {
    expect(aSessionAt('confirm').screen).toMatchObject({
      amountInCents: 500,
      balance: { availableInCents: 5_000 },
      afterInCents: 4_500,
    });
  });

  it('is inactive for the first moment, so that a double tap before it confirms nothing', () => {
    const session = aSessionAt('confirm');
    expect(session.screen).toMatchObject({ isArmed: false });
    expect(session.timers.get('arm')).toBe(600);
    session.tap('confirmSpend');
    expect(session.screen.kind).toBe('confirm');
    expect(session.spends).toEqual([]);
    session.fire('arm');
    expect(session.screen).toMatchObject({ isArmed: true });
  });

  it('leads back to the typed amount, and is inactive again when the customer returns to it', () => {
    const session = aSessionAt('armed');
    session.tap('back');
    expect(session.screen).toMatchObject({ kind: 'amount', amountInCents: 500 });
    session.tap('review');
    expect(session.screen).toMatchObject({ kind: 'confirm', isArmed: false });
  });
});

describe('the quiet time before a payment', () => {
  it('begins again with each press, wherever it is, and with each confirm that comes too early', () => {
    const session = aSessionAt('confirm');
    session.send({ kind: 'pressed' });
    session.tap('confirmSpend');
    session.type('1');
    session.send({ kind: 'review', screenId: session.view.screenId - 1 });
    expect(session.starts('arm')).toBe(5);
    expect(session.spends).toEqual([]);
    session.fire('arm');
    session.tap('confirmSpend');
    expect(session.spends).toHaveLength(1);
  });

  it('is not disturbed by a scan, nor by a customer who only listens to the voice', () => {
    const session = aSessionAt('confirm');
    session.scan(DEMO_CARD);
    session.send({ kind: 'touch' });
    expect(session.starts('arm')).toBe(1);
  });

  it('is asked for in words after an early press, and those words do not flicker', () => {
    const session = aSessionAt('confirm');
    session.send({ kind: 'pressed' });
    const { notice } = session.view;
    expect(notice).toMatchObject({ kind: 'pressedTooEarly' });
    session.tap('confirmSpend');
    expect(session.view.notice).toEqual(notice);
  });

  it('is needed again after a press beside an active button', () => {
    const session = aSessionAt('armed');
    session.send({ kind: 'pressed' });
    expect(session.screen).toMatchObject({ isArmed: false });
    expect(session.view.notice).toBeNull();
    session.tap('confirmSpend');
    expect(session.spends).toEqual([]);
  });

  it('keeps a result open through a tremor, but a press beside Done does not disarm it', () => {
    const session = aSessionAt('paid');
    session.send({ kind: 'pressed' });
    expect(session.starts('arm')).toBe(3);
    session.tap('stop');
    expect(session.screen.kind).toBe('paid');
    session.fire('arm');
    session.send({ kind: 'pressed' });
    expect(session.screen).toMatchObject({ isArmed: true });
  });
});

describe('a spend', () => {
  it('is requested once, no matter how often confirm is tapped', () => {
    const session = aSessionAt('armed');
    const { screenId } = session.view;
    const confirm = { kind: 'confirmSpend', screenId } as const;
    session.send(confirm, confirm, { ...confirm, screenId: screenId + 1 });
    expect(session.spends).toEqual([
      {
        kind: 'spend',
        token: 2,
        contactUuid: 'contact-1',
        identifierValue: DEMO_CARD,
        amountInCents: 500,
      },
    ]);
  });

  it('has no time limit and cannot be stopped while it is under way', () => {
    const session = aSessionAt('paying');
    expect([...session.timers.keys()]).toEqual([]);
    session.tap('stop', 'back', 'confirmSpend');
    expect(session.screen).toMatchObject({ kind: 'paying', step: 'sending' });
  });

  it('shows its own steps, and no step of another spend', () => {
    const session = aSessionAt('paying');
    session.send({ kind: 'spendStepped', token: 1, step: 'waitingForEarlier' });
    expect(session.screen).toMatchObject({ step: 'sending' });
    session.send({ kind: 'spendStepped', token: 2, step: 'checking' });
    expect(session.screen).toMatchObject({ step: 'checking' });
  });

  it('waits for an earlier spend of the same contact, and says so', () => {
    const unsettled = aCustomer({ isEarlierUnsettled: true });
    expect(aSessionAt('balance', unsettled).screen).toMatchObject({
      isEarlierUnsettled: true,
      canSpend: true,
    });
    expect(aSessionAt('paying', unsettled).screen).toMatchObject({ step: 'waitingForEarlier' });
  });

  it('does not end with the outcome of another spend', () => {
    const session = aSessionAt('paying');
    session.send({ kind: 'spendEnded', token: 1, outcome: NOT_PAID });
    expect(session.screen.kind).toBe('paying');
  });

  it('causes a request to wait if somebody scans a card meanwhile', () => {
    const session = aSessionAt('paying');
    session.scan(OTHER_CARD);
    expect(session.view.notice).toMatchObject({ kind: 'waitForPayment' });
    expect(session.screen.kind).toBe('paying');
  });
});

describe('the outcome of a spend', () => {
  it('is shown with its amounts', () => {
    const session = aSessionAt('paying');
    session.spendEnded({
      ...aPaidOutcome({ isInLedger: false }),
      ...{ beforeInCents: cents(4_000), afterInCents: cents(3_500) },
    });
    expect(session.screen).toMatchObject({
      kind: 'paid',
      amountInCents: 500,
      beforeInCents: 4_000,
      afterInCents: 3_500,
      isInLedger: false,
      reference: 'K7-42',
    });
  });

  it('is shown as not paid, with its reason', () => {
    const session = aSessionAt('paying');
    session.spendEnded(NOT_PAID);
    expect(session.screen).toEqual({
      kind: 'notPaid',
      amountInCents: 500,
      reason: 'balanceTooLow',
      availableInCents: 300,
      next: 'changeAmount',
      isArmed: false,
    });
  });

  it('is shown as not completed, with its reference', () => {
    const session = aSessionAt('paying');
    session.spendEnded(NOT_COMPLETED);
    expect(session.screen).toEqual({
      kind: 'notCompleted',
      card: { name: 'Krabby Membership', endsIn: 'skjf' },
      amountInCents: 500,
      endedAt: 1_700_000_002_000,
      reference: 'K7-43',
      isReceiptShown: false,
      paper: { kind: 'ready' },
      isArmed: false,
    });
  });

  it.each([aPaidOutcome(), NOT_PAID, NOT_COMPLETED])(
    '$kind leaves the screen after a touch on stop or by itself, and stays longer after a touch',
    (outcome) => {
      const stopped = aSessionAt('paying');
      stopped.spendEnded(outcome);
      stopped.fire('arm');
      stopped.tap('stop');
      expect(stopped.screen).toEqual({ kind: 'idle' });

      const left = aSessionAt('paying');
      left.spendEnded(outcome);
      expect(left.timers.get('result')).toBe(12_000);
      left.send({ kind: 'touch' });
      expect(left.starts('result')).toBe(2);
      waitOut(left, 'result');
      expect(left.screen).toEqual({ kind: 'idle' });
    },
  );

  it.each([aPaidOutcome(), NOT_PAID, NOT_COMPLETED])(
    '$kind stays for its usual time after a page has drawn it or somebody has touched the screen',
    (outcome) => {
      const unseen = (): Session => {
        const session = aSessionAt('paying');
        session.send({ kind: 'spendEnded', token: session.machine.counters.request, outcome });
        return session;
      };
      const { timers, machine } = unseen();
      expect(timers.get('result')).toBeUndefined();

      const drawn = unseen();
      drawn.send({ kind: 'drawn', screenId: machine.counters.screen - 1 });
      expect(drawn.timers.get('result')).toBeUndefined();
      drawn.tap('drawn');
      expect(drawn.timers.get('result')).toBe(12_000);
      // The page was reloaded, so the customer has had no time to read yet.
      drawn.tap('drawn');
      expect(drawn.starts('result')).toBe(2);
      waitOut(drawn, 'result');
      expect(drawn.screen).toEqual({ kind: 'idle' });

      const touched = unseen();
      touched.send({ kind: 'touch' });
      expect(touched.timers.has('result')).toBe(true);

      const replaced = unseen();
      replaced.send({ kind: 'scanned', value: OTHER_CARD });
      expect(replaced.screen.kind).toBe('identifying');
    },
  );

  it.each([aPaidOutcome(), NOT_PAID, NOT_COMPLETED])(
    '$kind does not disappear if the customer tapped twice on confirm',
    (outcome) => {
      const session = aSessionAt('paying');
      session.spendEnded(outcome);
      session.tap('stop', 'back');
      expect(session.screen).toMatchObject({ kind: outcome.kind, isArmed: false });
      session.fire('arm');
      expect(session.screen).toMatchObject({ kind: outcome.kind, isArmed: true });
      expect(session.timers.has('result')).toBe(true);
    },
  );

  it('leads from not paid back to a new look-up of the same card', () => {
    const session = aSessionAt('paying');
    session.spendEnded(NOT_PAID);
    session.fire('arm');
    session.tap('back');
    expect(session.asked.at(-1)).toEqual({
      kind: 'identify',
      token: 3,
      identifierValue: DEMO_CARD,
    });
  });

  it.each([aPaidOutcome(), NOT_PAID, NOT_COMPLETED])(
    '$kind is replaced at once by the next card',
    (outcome) => {
      const session = aSessionAt('paying');
      session.spendEnded(outcome);
      session.scan(OTHER_CARD);
      expect(session.asked.at(-1)).toEqual({
        kind: 'identify',
        token: 3,
        identifierValue: OTHER_CARD,
      });
    },
  );

  it('causes, if paid, only a notice for the same card while it may still lie on the reader', () => {
    const session = aSessionAt('paid');
    session.scan(DEMO_CARD);
    expect(session.screen.kind).toBe('paid');
    expect(session.view.notice).toMatchObject({ kind: 'sameCardAgain' });
    expect(session.starts('repeat')).toBe(2);
    session.fire('repeat');
    session.scan(DEMO_CARD);
    expect(session.screen.kind).toBe('identifying');
    expect(session.view.notice).toBeNull();
  });
});
