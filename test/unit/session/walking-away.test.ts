import { describe, expect, it } from 'vitest';
import {
  aCustomer,
  aSession,
  aSessionAt,
  aPaidOutcome,
  NOT_COMPLETED,
  NOT_PAID,
  OTHER_CARD,
  waitOut,
  withoutCounters,
  type Session,
} from '../../builders/session.ts';
import { DEMO_CARD } from '../../builders/names.ts';

const PLACES = ['balance', 'amount', 'confirm', 'armed'] as const;

const RESULTS = {
  paid: (session: Session) => session.spendEnded(aPaidOutcome()),
  notPaid: (session: Session) => session.spendEnded(NOT_PAID),
  notCompleted: (session: Session) => session.spendEnded(NOT_COMPLETED),
} as const;
const PROBLEMS = {
  cardProblem: { kind: 'cardProblem', problem: 'inactive' },
  lookUpProblem: { kind: 'lookUpProblem', problem: 'busy' },
} as const;
const ENDS = ['paid', 'notPaid', 'notCompleted', 'cardProblem', 'lookUpProblem'] as const;

function atTheEnd(kind: (typeof ENDS)[number]): Session {
  if (kind === 'cardProblem' || kind === 'lookUpProblem') {
    const session = aSession();
    session.scan(DEMO_CARD);
    session.identified(PROBLEMS[kind]);
    return session;
  }
  const session = aSessionAt('paying');
  RESULTS[kind](session);
  return session;
}

describe('a customer who walks away', () => {
  it.each(PLACES)('from %s is asked, gets time to answer, and pays nothing', (place) => {
    const session = aSessionAt(place);
    expect(session.timers.get('idle')).toBe(30_000);
    waitOut(session, 'idle');
    expect(session.spends).toEqual([]);
    expect(withoutCounters(session.machine)).toEqual(withoutCounters(aSession().machine));
    expect([...session.timers.keys()]).toEqual([]);
  });

  it('from a look-up is forgotten as well', () => {
    const session = aSession();
    session.scan(DEMO_CARD);
    waitOut(session, 'idle');
    expect(withoutCounters(session.machine)).toEqual(withoutCounters(aSession().machine));
  });

  it('sees a countdown from thirty, second by second', () => {
    const session = aSessionAt('balance');
    session.fire('idle');
    const seen: number[] = [];
    while (session.view.overlay?.kind === 'stillThere') {
      seen.push(session.view.overlay.secondsLeft);
      expect(session.timers.get('second')).toBe(1_000);
      session.fire('second');
    }
    expect(seen).toEqual(Array.from({ length: 30 }, (_, index) => 30 - index));
  });
});

describe('a customer who is still there', () => {
  it.each(['touch', 'stay'] as const)('can say so by %s, any number of times', (kind) => {
    const session = aSessionAt('amount');
    for (let times = 0; times < 20; times += 1) {
      session.fire('idle', 'second', 'second');
      session.send({ kind });
      expect(session.view.overlay).toBeNull();
      expect(session.timers.get('idle')).toBe(30_000);
      expect(session.timers.has('second')).toBe(false);
    }
    expect(session.screen).toMatchObject({ kind: 'amount', amountInCents: 500 });
  });

  it('can say so with the same card', () => {
    const session = aSessionAt('balance');
    session.fire('idle');
    session.scan(DEMO_CARD);
    expect(session.view.overlay).toBeNull();
    expect(session.screen.kind).toBe('balance');
  });

  it('does not confirm a payment with the tap that answers the question', () => {
    const session = aSessionAt('armed');
    session.fire('idle');
    session.tap('confirmSpend');
    expect(session.view.overlay).toBeNull();
    expect(session.screen).toMatchObject({ kind: 'confirm', isArmed: false });
    session.tap('confirmSpend');
    expect(session.spends).toEqual([]);
    session.fire('arm');
    session.tap('confirmSpend');
    expect(session.spends).toHaveLength(1);
  });

  it('can also stop the session', () => {
    const session = aSessionAt('confirm');
    session.fire('idle');
    session.tap('stop');
    expect(session.screen).toEqual({ kind: 'idle' });
  });

  it('gets the full time again with each touch, but not with events that happen by themselves', () => {
    const session = aSessionAt('balance');
    const before = session.starts('idle');
    session.send({ kind: 'touch' });
    session.scan(DEMO_CARD);
    expect(session.starts('idle')).toBe(before + 2);
    session.fire('notice');
    session.send({ kind: 'stop', screenId: 0 });
    expect(session.starts('idle')).toBe(before + 2);
  });

  it('gets the full time for a balance that comes during the question', () => {
    const session = aSession();
    session.scan(DEMO_CARD);
    session.fire('idle');
    session.identified({ kind: 'found', customer: aCustomer() });
    expect(session.view.overlay).toBeNull();
    expect(session.timers.get('idle')).toBe(30_000);
  });
});

describe.each(ENDS)('the last screen of a session: %s', (kind) => {
  it('stays longer after each touch, and shows a warning before it disappears', () => {
    const session = atTheEnd(kind);
    session.send({ kind: 'touch' });
    expect(session.view.leavesInSeconds).toBeNull();
    for (let times = 0; times < 20; times += 1) {
      expect(session.timers.get('result')).toBe(30_000);
      session.fire('result');
      expect(session.view.overlay).toEqual({ kind: 'stillThere', secondsLeft: 30 });
      session.fire('second');
      expect(session.timers.has('result')).toBe(false);
      session.send({ kind: times % 2 === 0 ? 'touch' : 'stay' });
      expect(session.view).toMatchObject({ overlay: null, screen: { kind } });
    }
    waitOut(session, 'result');
    expect(withoutCounters(session.machine)).toEqual(withoutCounters(aSession().machine));
  });

  it.each(['isLarge', 'isSpeaking', 'isHighContrast', 'isLow', 'isStill'] as const)(
    'shows a warning even without a touch if the customer chose %s before',
    (choice) => {
      const session = aSession();
      session.send({ kind: 'adjust', change: { [choice]: true } });
      session.scan(DEMO_CARD);
      if (kind === 'cardProblem' || kind === 'lookUpProblem') session.identified(PROBLEMS[kind]);
      else {
        session.identified({ kind: 'found', customer: aCustomer() });
        session.tap('startSpend');
        session.type('500');
        session.tap('review');
        session.fire('arm');
        session.tap('confirmSpend');
        RESULTS[kind](session);
      }
      session.fire('result');
      expect(session.view).toMatchObject({
        overlay: { kind: 'stillThere' },
        leavesInSeconds: null,
        screen: { kind },
      });
    },
  );

  it('never delays the next card, which is accepted even during the warning', () => {
    const session = atTheEnd(kind);
    session.send({ kind: 'touch' });
    session.fire('result');
    session.scan(OTHER_CARD);
    expect(session.view).toMatchObject({ overlay: null, screen: { kind: 'identifying' } });
  });
});

describe.each(['paid', 'cardProblem', 'lookUpProblem'] as const)('%s', (kind) => {
  it('shows how long it stays, and disappears without a warning if nobody touches the screen', () => {
    const session = atTheEnd(kind);
    expect(session.view.leavesInSeconds).toBe(12);
    expect(session.timers.get('result')).toBe(12_000);
    session.fire('result');
    expect(session.screen.kind).toBe('idle');
    expect(session.view).toMatchObject({ overlay: null, leavesInSeconds: null });
  });
});

describe.each(['notPaid', 'notCompleted'] as const)('a payment without success: %s', (kind) => {
  it('never disappears without a warning, even if nobody touched the screen', () => {
    const session = atTheEnd(kind);
    expect(session.view.leavesInSeconds).toBeNull();
    expect(session.timers.get('result')).toBe(12_000);
    session.fire('result');
    expect(session.view).toMatchObject({
      overlay: { kind: 'stillThere', secondsLeft: 30 },
      screen: { kind },
    });
    while (session.view.overlay !== null) session.fire('second');
    expect(withoutCounters(session.machine)).toEqual(withoutCounters(aSession().machine));
  });
});

describe('a paid screen with the question whether the customer is still there', () => {
  it('still shows the result of the printer, and only then goes out of service', () => {
    const session = aSessionAt('paid');
    session.tap('printReceipt');
    session.fire('result');
    session.printEnded({ kind: 'printed' });
    session.send({
      kind: 'wentOutOfService',
      reason: 'tokenRefused',
      shops: [],
      fileName: null,
      place: null,
    });
    expect(session.view).toMatchObject({
      overlay: { kind: 'stillThere', secondsLeft: 30 },
      screen: { kind: 'paid', paper: { kind: 'printed' } },
    });
    while (session.view.overlay !== null) session.fire('second');
    expect(session.screen.kind).toBe('outOfService');
  });
});

describe('staff who walk away', () => {
  it('are asked at the PIN screen and in the staff area, which then closes', () => {
    const session = aSession();
    session.tap('openStaff');
    session.fire('idle');
    expect(session.view.overlay).toEqual({ kind: 'stillThere', secondsLeft: 30 });
    session.type('2');
    expect(session.view).toMatchObject({ overlay: null, screen: { digitCount: 1 } });
    session.type('468');
    session.tap('submitPin');
    const token = session.machine.counters.request;
    session.send({ kind: 'pinChecked', token, answer: { kind: 'right' } });
    expect(session.screen.kind).toBe('staffReaders');
    session.fire('idle');
    expect(session.view.overlay).toEqual({ kind: 'stillThere', secondsLeft: 30 });
    while (session.view.overlay !== null) session.fire('second');
    expect(session.screen.kind).toBe('idle');
  });

  it('see the lock of the PIN screen count down while they are asked', () => {
    const session = aSession();
    session.tap('openStaff');
    session.type('2468');
    session.tap('submitPin');
    const token = session.machine.counters.request;
    session.send({ kind: 'pinChecked', token, answer: { kind: 'locked', lockedSeconds: 40 } });
    session.fire('idle', 'second', 'second');
    expect(session.view).toMatchObject({
      overlay: { secondsLeft: 28 },
      screen: { lockedSeconds: 38 },
    });
  });
});
