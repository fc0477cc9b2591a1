import { describe, expect, it } from 'vitest';
import {
  aCustomer,
  aSession,
  aSessionAt,
  CARD,
  withoutCounters,
  type Session,
} from './a-session.ts';

const PLACES = ['balance', 'amount', 'confirm', 'armed'] as const;

function walkAway(session: Session): void {
  session.fire('idle');
  while (session.view.overlay !== null) session.fire('second');
}

describe('a customer who walks away', () => {
  it.each(PLACES)('from %s is asked, is waited for, and pays nothing', (place) => {
    const session = aSessionAt(place);
    expect(session.timers.get('idle')).toBe(30_000);
    walkAway(session);
    expect(session.spends).toEqual([]);
    expect(withoutCounters(session.machine)).toEqual(withoutCounters(aSession().machine));
    expect([...session.timers.keys()]).toEqual([]);
  });

  it('from a look-up is forgotten as well', () => {
    const session = aSession();
    session.scan(CARD);
    walkAway(session);
    expect(withoutCounters(session.machine)).toEqual(withoutCounters(aSession().machine));
  });

  it('sees the seconds go by, one at a time, from thirty', () => {
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
  it.each(['touch', 'stay'] as const)('says so by %s, as often as it takes', (kind) => {
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

  it('says so by the same card', () => {
    const session = aSessionAt('balance');
    session.fire('idle');
    session.scan(CARD);
    expect(session.view.overlay).toBeNull();
    expect(session.screen.kind).toBe('balance');
  });

  it('confirms nothing by the tap that answers', () => {
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

  it('may stop instead', () => {
    const session = aSessionAt('confirm');
    session.fire('idle');
    session.tap('stop');
    expect(session.screen).toEqual({ kind: 'idle' });
  });

  it('gets the whole time anew with each touch, and not with what happens by itself', () => {
    const session = aSessionAt('balance');
    const before = session.starts('idle');
    session.send({ kind: 'touch' });
    session.scan(CARD);
    expect(session.starts('idle')).toBe(before + 2);
    session.fire('notice');
    session.send({ kind: 'stop', screenId: 0 });
    expect(session.starts('idle')).toBe(before + 2);
  });

  it('gets the whole time for a balance that comes while the question stands', () => {
    const session = aSession();
    session.scan(CARD);
    session.fire('idle');
    session.identified({ kind: 'found', customer: aCustomer() });
    expect(session.view.overlay).toBeNull();
    expect(session.timers.get('idle')).toBe(30_000);
  });
});
