import { describe, expect, it } from 'vitest';
import { assert } from '../../../src/shared/assert.ts';
import {
  aCustomer,
  aSession,
  aSessionAt,
  OTHER_CARD,
  type Session,
} from '../../builders/session.ts';
import { DEMO_CARD } from '../../builders/names.ts';

const PLACES = ['balance', 'amount', 'confirm', 'armed'] as const;

/** The number of the question that is on the screen. */
function questionOf({ view }: Session): number {
  assert(view.overlay?.kind === 'otherCard', 'another card is asked about');
  return view.overlay.number;
}

function takeOther(session: Session): void {
  session.fire('arm');
  session.send({ kind: 'takeOtherCard', number: questionOf(session) });
}

describe('another card during a session', () => {
  it('is not accepted before nobody has pressed anything for the quiet time', () => {
    const session = aSessionAt('balance');
    session.scan(OTHER_CARD);
    const number = questionOf(session);
    session.send({ kind: 'takeOtherCard', number }, { kind: 'pressed' });
    expect(session.view.overlay).toMatchObject({ kind: 'otherCard', isArmed: false });
    expect(session.starts('arm')).toBe(3);
    session.fire('arm');
    expect(session.view.overlay).toMatchObject({ isArmed: true });
    session.send({ kind: 'pressed' }, { kind: 'takeOtherCard', number });
    expect(session.screen.kind).toBe('balance');
    session.fire('arm');
    session.send({ kind: 'takeOtherCard', number });
    expect(session.screen.kind).toBe('identifying');
  });

  it.each(PLACES)('opens a question at %s, and changes nothing until it is answered', (place) => {
    const session = aSessionAt(place);
    const before = session.screen.kind;
    session.scan(OTHER_CARD);
    expect(session.view.overlay).toMatchObject({ kind: 'otherCard', endsIn: 'E5F6' });
    expect(session.screen.kind).toBe(before);
    expect(session.asked.filter(({ kind }) => kind === 'identify')).toHaveLength(1);
  });

  it('blocks the payment until the question is answered, and the answering tap does not pay', () => {
    const session = aSessionAt('armed');
    session.scan(OTHER_CARD);
    session.tap('confirmSpend', 'review', 'back');
    expect(session.view.overlay).toMatchObject({ kind: 'otherCard' });
    session.send({ kind: 'keepThisCard' });
    expect(session.screen).toMatchObject({ kind: 'confirm', isArmed: false });
    session.tap('confirmSpend');
    expect(session.spends).toEqual([]);
  });

  it('is looked up if the customer accepts it, and nothing of the first customer remains', () => {
    const session = aSessionAt('armed');
    session.scan(OTHER_CARD);
    takeOther(session);
    expect(session.asked.at(-1)).toEqual({
      kind: 'identify',
      token: 2,
      identifierValue: OTHER_CARD,
    });
    expect(JSON.stringify(session.machine)).not.toContain('contact-1');
    expect(JSON.stringify(session.machine)).not.toContain(DEMO_CARD);
  });

  it('is forgotten if the customer declines it', () => {
    const session = aSessionAt('amount');
    session.scan(OTHER_CARD);
    const asked = questionOf(session);
    session.send({ kind: 'keepThisCard' });
    expect(session.view.overlay).toBeNull();
    expect(JSON.stringify(session.machine)).not.toContain(OTHER_CARD);
    session.send({ kind: 'takeOtherCard', number: asked });
    expect(session.screen).toMatchObject({ kind: 'amount', amountInCents: 500 });
  });

  it('opens a question during the look-up of the first card, and it stays when the answer comes', () => {
    const session = aSession();
    session.scan(DEMO_CARD);
    session.scan(OTHER_CARD);
    session.identified({ kind: 'found', customer: aCustomer() });
    expect(session.screen.kind).toBe('balance');
    expect(session.view.overlay).toMatchObject({ kind: 'otherCard', endsIn: 'E5F6' });
  });

  it('is not affected by a late answer for the first card', () => {
    const session = aSession();
    session.scan(DEMO_CARD);
    session.scan(OTHER_CARD);
    takeOther(session);
    session.send({
      kind: 'identified',
      token: 1,
      answer: { kind: 'found', customer: aCustomer() },
    });
    expect(session.screen.kind).toBe('identifying');
  });

  it('replaces the question whether the customer is still there', () => {
    const session = aSessionAt('balance');
    session.fire('idle');
    session.scan(OTHER_CARD);
    expect(session.view.overlay).toMatchObject({ kind: 'otherCard' });
  });

  it('is forgotten if nobody answers, and the session ends', () => {
    const session = aSessionAt('balance');
    session.scan(OTHER_CARD);
    session.fire('idle');
    expect(session.view.overlay).toMatchObject({ kind: 'stillThere', secondsLeft: 30 });
    expect(JSON.stringify(session.machine)).not.toContain(OTHER_CARD);
    while (session.view.overlay !== null) session.fire('second');
    expect(session.screen).toEqual({ kind: 'idle' });
  });

  it('is not accepted by a late answer to the question about an earlier card', () => {
    const session = aSessionAt('balance');
    session.scan('a-third-card');
    const earlier = questionOf(session);
    session.scan(OTHER_CARD);
    session.send({ kind: 'takeOtherCard', number: earlier });
    expect(session.screen.kind).toBe('balance');
    expect(session.view.overlay).toMatchObject({ kind: 'otherCard', endsIn: 'E5F6' });
    takeOther(session);
    expect(session.screen.kind).toBe('identifying');
  });

  it('is replaced by a third card, causes only a notice when repeated, and is dropped for the first card', () => {
    const session = aSessionAt('balance');
    session.scan(OTHER_CARD);
    session.scan(OTHER_CARD);
    expect(session.view.notice).toMatchObject({ kind: 'sameCardAgain' });
    session.scan('a-third-card');
    expect(session.view.overlay).toMatchObject({ kind: 'otherCard', endsIn: 'card' });
    session.scan(DEMO_CARD);
    expect(session.view.overlay).toBeNull();
  });
});

describe('the same card during a session', () => {
  it.each(PLACES)('causes only a notice at %s', (place) => {
    const session = aSessionAt(place);
    session.scan(DEMO_CARD);
    expect(session.view.overlay).toBeNull();
    expect(session.view.notice).toEqual({ kind: 'sameCardAgain', number: 1 });
    expect(session.timers.get('notice')).toBe(2_500);
    session.scan(DEMO_CARD);
    expect(session.view.notice).toEqual({ kind: 'sameCardAgain', number: 2 });
    session.fire('notice');
    expect(session.view.notice).toBeNull();
  });
});
