import { describe, expect, it } from 'vitest';
import { NOT_PAID_REASONS, type NotPaidReason } from '../../../src/shared/contract.ts';
import { cents, type Cents } from '../../../src/shared/money.ts';
import type { Customer } from '../../../src/main/session/answers.ts';
import { DEMO_CARD } from '../../builders/names.ts';
import { aCustomer, aSessionAt, OTHER_CARD, type Session } from '../../builders/session.ts';

const TRY_AGAIN = ['offline', 'busy', 'unexpected'] as const;
const CHANGE_AMOUNT = ['balanceTooLow', 'offlineLimit'] as const;
const CLOSED = {
  kind: 'wentOutOfService',
  reason: 'tokenRefused',
  shops: [],
  fileName: null,
  place: null,
} as const;

/** A payment of €5.00 that did not happen, with its buttons armed. */
function notPaid(reason: NotPaidReason, availableInCents: Cents | null = null): Session {
  const session = aSessionAt('paying');
  session.spendEnded({ kind: 'notPaid', reason, availableInCents });
  session.fire('arm');
  return session;
}

function found(session: Session, changes: Partial<Customer> = {}): void {
  session.identified({ kind: 'found', customer: aCustomer(changes) });
}

describe('a payment that did not happen', () => {
  it('offers another attempt only where it can help at once', () => {
    const offers = NOT_PAID_REASONS.map((reason) => {
      const { screen } = notPaid(reason);
      return [reason, screen.kind === 'notPaid' ? screen.next : undefined];
    });
    expect(Object.fromEntries(offers)).toEqual({
      ...Object.fromEntries(NOT_PAID_REASONS.map((reason) => [reason, null])),
      ...Object.fromEntries(TRY_AGAIN.map((reason) => [reason, 'tryAgain'])),
      ...Object.fromEntries(CHANGE_AMOUNT.map((reason) => [reason, 'changeAmount'])),
    });
  });

  it('offers none on an empty card, nor after the kiosk went out of service', () => {
    expect(notPaid('balanceTooLow', cents(0)).screen).toMatchObject({ next: null });
    const session = notPaid('busy');
    session.send(CLOSED);
    expect(session.screen).toMatchObject({ next: null });
    session.tap('retry');
    expect(session.screen).toMatchObject({ kind: 'notPaid' });
  });

  it('ignores another attempt where none is offered, and before the buttons are armed', () => {
    const refused = notPaid('cardInactive');
    refused.tap('retry');
    expect(refused.screen).toMatchObject({ kind: 'notPaid' });

    const early = aSessionAt('paying');
    early.spendEnded({ kind: 'notPaid', reason: 'busy', availableInCents: null });
    early.tap('retry');
    expect(early.screen).toMatchObject({ kind: 'notPaid', isArmed: false });
  });
});

describe.each(TRY_AGAIN)('another attempt after %s', (reason) => {
  it('looks the card up, and asks about the same amount with a new quiet time', () => {
    const session = notPaid(reason);
    session.tap('retry');
    expect(session.asked.at(-1)).toMatchObject({ kind: 'identify', identifierValue: DEMO_CARD });
    expect(session.screen).toEqual({ kind: 'identifying' });
    found(session, { availableInCents: cents(4_000) });
    expect(session.screen).toMatchObject({
      kind: 'confirm',
      amountInCents: 500,
      balance: { availableInCents: 4_000 },
      isArmed: false,
    });
    expect(session.timers.get('arm')).toBe(600);
  });

  it('pays only after the customer confirms it, and only once', () => {
    const session = notPaid(reason);
    session.tap('retry', 'retry', 'confirmSpend');
    found(session);
    session.tap('retry', 'confirmSpend');
    expect(session.spends).toHaveLength(1);
    session.fire('arm');
    session.tap('confirmSpend', 'confirmSpend');
    expect(session.spends).toMatchObject([{ amountInCents: 500 }, { amountInCents: 500 }]);
    expect(new Set(session.spends.map(({ token }) => token)).size).toBe(2);
  });
});

describe('another attempt', () => {
  it('asks nothing while the earlier payment is still being checked', () => {
    const session = notPaid('busy');
    session.tap('retry');
    found(session, { isEarlierUnsettled: true });
    expect(session.screen).toMatchObject({ kind: 'balance', isEarlierUnsettled: true });
  });

  it('waits for the answer of the ledger, not for the last known balance', () => {
    const session = notPaid('busy');
    session.tap('retry');
    const token = session.machine.counters.request;
    session.send({ kind: 'earlierKnown', token, customer: aCustomer({ isLive: false }) });
    expect(session.screen).toEqual({ kind: 'identifying' });
  });

  it('goes to the amount if the balance no longer allows it', () => {
    const session = notPaid('busy');
    session.tap('retry');
    found(session, { availableInCents: cents(300) });
    expect(session.screen).toMatchObject({
      kind: 'amount',
      amountInCents: 500,
      problem: 'overBalance',
    });
  });

  it('shows the balance if nothing can be paid', () => {
    const session = notPaid('busy');
    session.tap('retry');
    found(session, { canSpend: false });
    expect(session.screen).toMatchObject({ kind: 'balance' });
  });

  it('keeps its amount if the look-up fails and is tried again', () => {
    const session = notPaid('offline');
    session.tap('retry');
    session.identified({ kind: 'lookUpProblem', problem: 'offline' });
    session.tap('retry');
    found(session);
    expect(session.screen).toMatchObject({ kind: 'confirm', amountInCents: 500 });
  });

  it('is forgotten with another card, and with the session', () => {
    const other = notPaid('offline');
    other.tap('retry');
    other.identified({ kind: 'lookUpProblem', problem: 'offline' });
    other.scan(OTHER_CARD);
    const customer = aCustomer({ identifierValue: OTHER_CARD });
    other.identified({ kind: 'found', customer });
    expect(other.screen).toMatchObject({ kind: 'balance' });

    const left = notPaid('offline');
    left.tap('retry', 'stop');
    expect(left.machine.state).toEqual({ kind: 'idle' });
  });

  it('of another amount goes to the amount, where the next digit begins a new one', () => {
    const session = notPaid('balanceTooLow', cents(300));
    session.tap('retry');
    found(session, { availableInCents: cents(300) });
    expect(session.screen).toMatchObject({ kind: 'amount', amountInCents: 500 });
    session.type('2');
    expect(session.screen).toMatchObject({ amountInCents: 2 });
  });

  it('of another amount goes to the amount even if the balance has become enough', () => {
    const session = notPaid('balanceTooLow', cents(300));
    session.tap('retry');
    found(session);
    expect(session.screen).toMatchObject({ kind: 'amount', canContinue: true });
  });
});
