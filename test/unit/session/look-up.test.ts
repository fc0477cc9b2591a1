import { describe, expect, it } from 'vitest';
import { CARD_PROBLEMS, LOOK_UP_PROBLEMS } from '../../../src/shared/contract.ts';
import { assert } from '../../../src/shared/assert.ts';
import { aCustomer, aSession, aSessionAt, OTHER_CARD, waitOut } from '../../builders/session.ts';
import { DEMO_CARD } from '../../builders/names.ts';

describe('a card at the idle screen', () => {
  it('is looked up once', () => {
    const session = aSession();
    session.scan(DEMO_CARD);
    expect(session.screen.kind).toBe('identifying');
    expect(session.asked).toEqual([{ kind: 'identify', token: 1, identifierValue: DEMO_CARD }]);
  });

  it('leads to its balance, with the transactions hidden at first', () => {
    const session = aSessionAt('balance');
    expect(session.screen).toMatchObject({
      kind: 'balance',
      card: { name: 'Krabby Membership', endsIn: 'skjf' },
      balance: { availableInCents: 5_000, isLive: true },
      history: { kind: 'hidden' },
      canSpend: true,
    });
    session.tap('showHistory');
    expect(session.screen).toMatchObject({
      history: { kind: 'shown', items: [{ amountInCents: -250 }] },
    });
    session.tap('hideHistory');
    expect(session.screen).toMatchObject({ history: { kind: 'hidden' } });
  });

  it('shows no transactions if there is no list', () => {
    const session = aSessionAt('balance', aCustomer({ history: null }));
    session.tap('showHistory');
    expect(session.screen).toMatchObject({ history: { kind: 'unavailable' } });
  });

  it('can be stopped during its look-up, and the late answer is ignored', () => {
    const session = aSession();
    session.scan(DEMO_CARD);
    session.tap('stop');
    session.identified({ kind: 'found', customer: aCustomer() });
    expect(session.screen).toEqual({ kind: 'idle' });
  });

  it('does not get the answer for the previous card', () => {
    const session = aSession();
    session.scan(DEMO_CARD);
    session.tap('stop');
    session.scan(OTHER_CARD);
    session.send({
      kind: 'identified',
      token: 1,
      answer: { kind: 'found', customer: aCustomer() },
    });
    expect(session.screen.kind).toBe('identifying');
  });

  it('is never shown the balance of a different card', () => {
    const session = aSession();
    session.scan(OTHER_CARD);
    expect(() => session.identified({ kind: 'found', customer: aCustomer() })).toThrow(
      'the answer is about the scanned card',
    );
  });
});

describe('a card with a problem', () => {
  it.each(CARD_PROBLEMS)('is shown as %s, and the next card is accepted at once', (problem) => {
    const session = aSession();
    session.scan(DEMO_CARD);
    session.identified({ kind: 'cardProblem', problem });
    expect(session.screen).toEqual({ kind: 'cardProblem', problem, endsIn: 'skjf' });
    session.scan(OTHER_CARD);
    expect(session.asked.at(-1)).toEqual({
      kind: 'identify',
      token: 2,
      identifierValue: OTHER_CARD,
    });
  });

  it('leaves the screen by itself, and stays longer after a touch', () => {
    const session = aSession();
    session.scan(DEMO_CARD);
    session.identified({ kind: 'cardProblem', problem: 'unknown' });
    expect(session.timers.get('result')).toBe(12_000);
    session.send({ kind: 'touch' });
    expect(session.starts('result')).toBe(2);
    waitOut(session, 'result');
    expect(session.screen).toEqual({ kind: 'idle' });
    expect(session.timers.size).toBe(0);
  });
});

describe('a look-up that fails', () => {
  it.each(LOOK_UP_PROBLEMS)('is shown as %s, and can be tried again', (problem) => {
    const session = aSession();
    session.scan(DEMO_CARD);
    session.identified({ kind: 'lookUpProblem', problem });
    expect(session.screen).toEqual({ kind: 'lookUpProblem', problem });
    session.tap('retry');
    expect(session.asked.at(-1)).toEqual({
      kind: 'identify',
      token: 2,
      identifierValue: DEMO_CARD,
    });
  });

  it('is tried again when the same card is scanned', () => {
    const session = aSession();
    session.scan(DEMO_CARD);
    session.identified({ kind: 'lookUpProblem', problem: 'busy' });
    session.scan(DEMO_CARD);
    expect(session.asked.at(-1)).toEqual({
      kind: 'identify',
      token: 2,
      identifierValue: DEMO_CARD,
    });
  });
});

describe('a demo card', () => {
  it('is a scan on the sandbox', () => {
    const session = aSession();
    session.send({ kind: 'presentDemoCard', value: DEMO_CARD });
    expect(session.screen.kind).toBe('identifying');
  });

  it('does nothing outside the sandbox', () => {
    const session = aSession({ isSandbox: false });
    session.send({ kind: 'presentDemoCard', value: DEMO_CARD });
    expect(session.screen.kind).toBe('idle');
    expect(session.view.demoCards).toEqual([]);
  });
});

describe('a tap on a screen that is gone', () => {
  it('does nothing', () => {
    const session = aSessionAt('balance');
    const gone = session.view.screenId;
    session.tap('startSpend');
    session.send({ kind: 'stop', screenId: gone });
    expect(session.screen.kind).toBe('amount');
  });

  it('is not confused with a tap on the same screen after more digits', () => {
    const session = aSessionAt('amount');
    const { screenId } = session.view;
    session.type('123');
    expect(session.view.screenId).toBe(screenId);
  });

  it('does nothing to another card that is looked up now', () => {
    const session = aSession();
    session.scan(DEMO_CARD);
    const gone = session.view.screenId;
    session.scan(OTHER_CARD);
    const { overlay } = session.view;
    assert(overlay?.kind === 'otherCard', 'it is asked about');
    session.fire('arm');
    session.send(
      { kind: 'takeOtherCard', number: overlay.number },
      { kind: 'stop', screenId: gone },
    );
    expect(session.screen.kind).toBe('identifying');
  });
});
