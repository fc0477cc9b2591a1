/** What a customer sees while the connection goes and comes. */
import { describe, expect, it } from 'vitest';
import type { Customer } from '../../../src/main/session/answers.ts';
import { cents } from '../../../src/shared/money.ts';
import {
  aCustomer,
  aSession,
  aSessionAt,
  OTHER_CARD,
  type Session,
} from '../../builders/session.ts';
import { DEMO_CARD } from '../../builders/names.ts';

const OFFLINE_CAP = { limitInCents: cents(600), kind: 'offline' } as const;

/** The last known facts, of which the offline policy allows €6.00. */
function earlier(over: Partial<Customer> = {}): Customer {
  return aCustomer({ isLive: false, history: null, cap: OFFLINE_CAP, ...over });
}

const NO_SPEND = earlier({ canSpend: false, cap: null });

/** A look-up that is not answered yet, with the last known balance on the screen. */
function aSilentSession(customer: Customer): Session {
  const session = aSession();
  session.scan(DEMO_CARD);
  session.send({ kind: 'earlierKnown', token: 1, customer });
  return session;
}

function goesOffline(session: Session, recalled: Customer | null): void {
  session.send({ kind: 'connectionChanged', isOnline: false });
  session.send({ kind: 'recalled', identifierValue: DEMO_CARD, customer: recalled });
}

describe('a look-up that is not answered yet', () => {
  it('shows the last known balance as such, and says that it is being read', () => {
    expect(aSilentSession(NO_SPEND).screen).toMatchObject({
      kind: 'balance',
      balance: { availableInCents: 5_000, isLive: false },
      canSpend: false,
      isBeingRead: true,
    });
  });

  it('replaces the balance when the ledger answers, on the same screen', () => {
    const session = aSilentSession(NO_SPEND);
    const { screenId } = session.view;
    session.identified({ kind: 'found', customer: aCustomer({ availableInCents: cents(4_200) }) });
    expect(session.screen).toMatchObject({
      balance: { availableInCents: 4_200, isLive: true },
      canSpend: true,
      isBeingRead: false,
    });
    expect(session.view.screenId).toBe(screenId);
  });

  it('ends with the problem of the card, at every step', () => {
    for (const steps of [[], ['startSpend']] as const) {
      const session = aSilentSession(earlier());
      session.tap(...steps);
      session.identified({ kind: 'cardProblem', problem: 'inactive' });
      expect(session.screen).toEqual({ kind: 'cardProblem', problem: 'inactive', endsIn: 'skjf' });
    }
  });

  it('leaves the balance without a way to pay if the ledger refuses the terminal', () => {
    const session = aSilentSession(earlier());
    session.identified({ kind: 'lookUpProblem', problem: 'tokenRefused' });
    expect(session.screen).toMatchObject({
      kind: 'balance',
      canSpend: false,
      isBeingRead: false,
      balance: { isLive: false },
    });
  });

  it('never shows the last known balance of an earlier look-up', () => {
    const session = aSession();
    session.scan(DEMO_CARD);
    session.tap('stop');
    session.scan(OTHER_CARD);
    session.send({ kind: 'earlierKnown', token: 1, customer: earlier() });
    expect(session.screen.kind).toBe('identifying');
  });

  it('does not replace the balance of the next customer', () => {
    const session = aSilentSession(earlier());
    session.tap('stop');
    session.scan(OTHER_CARD);
    session.send({
      kind: 'earlierKnown',
      token: 2,
      customer: earlier({ identifierValue: OTHER_CARD, availableInCents: cents(1) }),
    });
    session.send({
      kind: 'identified',
      token: 1,
      answer: { kind: 'found', customer: aCustomer() },
    });
    expect(session.screen).toMatchObject({ balance: { availableInCents: 1 } });
  });

  it('keeps the typed amount, and says what the new facts no longer allow', () => {
    const session = aSilentSession(earlier());
    session.tap('startSpend');
    session.type('500');
    session.identified({ kind: 'found', customer: aCustomer({ availableInCents: cents(300) }) });
    expect(session.screen).toMatchObject({
      kind: 'amount',
      amountInCents: 500,
      problem: 'overBalance',
      canContinue: false,
    });
  });

  it('goes back from the question to the amount if the balance is too low for it', () => {
    const session = aSilentSession(earlier());
    session.tap('startSpend');
    session.type('500');
    session.tap('review');
    session.fire('arm');
    session.identified({ kind: 'found', customer: aCustomer({ availableInCents: cents(300) }) });
    expect(session.screen).toMatchObject({ kind: 'amount', problem: 'overBalance' });
    session.tap('confirmSpend');
    expect(session.spends).toEqual([]);
  });

  it('asks for calm again if the figures of the question change', () => {
    const session = aSilentSession(earlier());
    session.tap('startSpend');
    session.type('500');
    session.tap('review');
    session.fire('arm');
    session.identified({ kind: 'found', customer: aCustomer({ availableInCents: cents(4_200) }) });
    expect(session.screen).toMatchObject({
      kind: 'confirm',
      balance: { availableInCents: 4_200 },
      afterInCents: 3_700,
      isArmed: false,
    });
    session.tap('confirmSpend');
    expect(session.spends).toEqual([]);
    session.fire('arm');
    session.tap('confirmSpend');
    expect(session.spends).toHaveLength(1);
  });

  it('keeps the button active if no figure changes', () => {
    const session = aSilentSession(earlier());
    session.tap('startSpend');
    session.type('500');
    session.tap('review');
    session.fire('arm');
    session.identified({ kind: 'found', customer: aCustomer() });
    expect(session.screen).toMatchObject({ kind: 'confirm', isArmed: true });
  });

  it('changes nothing about a payment that has begun', () => {
    const session = aSilentSession(earlier());
    session.tap('startSpend');
    session.type('500');
    session.tap('review');
    session.fire('arm');
    session.tap('confirmSpend');
    session.send({
      kind: 'identified',
      token: 1,
      answer: { kind: 'cardProblem', problem: 'inactive' },
    });
    expect(session.screen.kind).toBe('paying');
  });
});

describe('a connection that is lost in the middle of a session', () => {
  it.each(['balance', 'amount', 'confirm'] as const)(
    'makes the balance an earlier one at once, at the step %s',
    (step) => {
      const session = aSessionAt(step);
      session.send({ kind: 'connectionChanged', isOnline: false });
      expect(session.screen).toMatchObject({ kind: step, balance: { isLive: false } });
      expect(session.recalls).toEqual([DEMO_CARD]);
    },
  );

  it('keeps the transactions in sight', () => {
    const session = aSessionAt('balance');
    session.tap('showHistory');
    goesOffline(session, earlier());
    expect(session.screen).toMatchObject({ history: { kind: 'shown' } });
  });

  it('allows only what the offline policy allows', () => {
    const session = aSessionAt('confirm');
    goesOffline(session, earlier({ cap: { ...OFFLINE_CAP, limitInCents: cents(400) } }));
    expect(session.screen).toMatchObject({
      kind: 'amount',
      amountInCents: 500,
      problem: 'overOfflineCap',
      limitInCents: 400,
    });
  });

  it.each(['balance', 'amount', 'confirm'] as const)(
    'leads from %s to a balance that cannot be spent if nothing may be paid offline',
    (step) => {
      for (const recalled of [NO_SPEND, null]) {
        const session = aSessionAt(step);
        goesOffline(session, recalled);
        expect(session.screen).toMatchObject({
          kind: 'balance',
          canSpend: false,
          balance: { isLive: false },
        });
      }
    },
  );

  it('keeps a question about another card open', () => {
    const session = aSessionAt('balance');
    session.scan(OTHER_CARD);
    goesOffline(session, earlier());
    expect(session.view.overlay?.kind).toBe('otherCard');
    expect(session.screen).toMatchObject({ balance: { isLive: false } });
  });

  it('lets the look-up that is running replace the balance', () => {
    const session = aSilentSession(earlier());
    goesOffline(session, NO_SPEND);
    expect(session.screen).toMatchObject({ canSpend: false, isBeingRead: true });
    session.identified({ kind: 'found', customer: aCustomer() });
    expect(session.screen).toMatchObject({ canSpend: true, balance: { isLive: true } });
  });
});

describe('a connection that comes back in the middle of a session', () => {
  it('has the ledger asked once, and its answer replaces the balance', () => {
    const session = aSessionAt('amount');
    goesOffline(session, earlier());
    session.send({ kind: 'connectionChanged', isOnline: true });
    session.send({ kind: 'connectionChanged', isOnline: true });
    expect(session.asked.map(({ kind }) => kind)).toEqual(['identify', 'identify']);
    session.identified({ kind: 'found', customer: aCustomer({ availableInCents: cents(4_200) }) });
    expect(session.screen).toMatchObject({
      kind: 'amount',
      balance: { availableInCents: 4_200, isLive: true },
    });
  });

  it('asks nothing if the balance is fresh, or if a look-up is running', () => {
    const fresh = aSessionAt('balance');
    fresh.send({ kind: 'connectionChanged', isOnline: true });
    const silent = aSilentSession(earlier());
    silent.send({ kind: 'connectionChanged', isOnline: true });
    expect([fresh.asked.length, silent.asked.length]).toEqual([1, 1]);
  });

  it('does not take a last known balance that comes after the answer of the ledger', () => {
    const session = aSilentSession(earlier());
    session.identified({ kind: 'found', customer: aCustomer() });
    session.send({ kind: 'recalled', identifierValue: DEMO_CARD, customer: NO_SPEND });
    expect(session.screen).toMatchObject({ canSpend: true, balance: { isLive: true } });
  });
});
