/** Keys that seemed to be a person's turn out to be a scanner's. The session takes them back. */
import { describe, expect, it } from 'vitest';
import { cents } from '../../../src/shared/money.ts';
import { aSession, aSessionAt, type Session } from '../../builders/session.ts';

function typeAsScanner(session: Session, digits: string): void {
  session.tap('beginTyping');
  session.type(digits);
}

function takeBack(session: Session): void {
  session.send({ kind: 'takeBackTyped', mayBePin: false });
}

describe('digits that a scanner typed', () => {
  it('leave the amount as it was before them', () => {
    const session = aSessionAt('amount');
    const before = session.screen;
    typeAsScanner(session, '4006381333931');
    expect(session.screen).not.toEqual(before);
    takeBack(session);
    expect(session.screen).toEqual(before);
  });

  it('leave a chosen amount chosen, so that decimals can follow', () => {
    const session = aSessionAt('amount');
    session.send({
      ...{ kind: 'chooseAmount', amountInCents: cents(1_000) },
      screenId: session.view.screenId,
    });
    typeAsScanner(session, '40');
    takeBack(session);
    session.tap('pressDecimalSign');
    session.type('5');
    expect(session.screen).toMatchObject({ amountInCents: 1_050 });
  });

  it('are never paid: the customer goes back to the amount before them', () => {
    const session = aSessionAt('balance');
    session.tap('startSpend');
    session.type('1');
    typeAsScanner(session, '2');
    session.tap('review');
    session.fire('arm');
    expect(session.screen).toMatchObject({ kind: 'confirm', isArmed: true });
    takeBack(session);
    expect(session.screen).toMatchObject({ kind: 'amount', amountInCents: 1 });
  });

  it('change no question about an amount that a person has typed, but the button has to wait', () => {
    const session = aSessionAt('confirm');
    session.fire('arm');
    typeAsScanner(session, '4006');
    takeBack(session);
    expect(session.screen).toMatchObject({ kind: 'confirm', isArmed: false, amountInCents: 500 });
  });

  it('are taken back under a question that covers the screen', () => {
    const session = aSessionAt('amount');
    typeAsScanner(session, '40');
    session.scan('another card');
    takeBack(session);
    session.send({ kind: 'keepThisCard' });
    expect(session.screen).toMatchObject({ kind: 'amount', amountInCents: 500 });
  });

  it('leave the PIN as it was before them', () => {
    const session = aSession();
    session.tap('openStaff');
    session.type('12');
    typeAsScanner(session, '400638');
    takeBack(session);
    expect(session.screen).toMatchObject({ kind: 'staffSignIn', digitCount: 2 });
  });

  it('are taken back if they are too many for an amount, and the customer reads so', () => {
    for (const kind of ['amount', 'confirm'] as const) {
      const session = aSessionAt('balance');
      session.tap('startSpend');
      session.type('1');
      typeAsScanner(session, '2');
      if (kind === 'confirm') session.tap('review');
      session.send({ kind: 'takeBackTyped', mayBePin: true });
      expect(session.screen).toMatchObject({ kind: 'amount', amountInCents: 1 });
      expect(session.view.notice?.kind).toBe('scanRefused');
    }
  });

  it('stay in the PIN if only an amount cannot have so many', () => {
    const session = aSession();
    session.tap('openStaff');
    typeAsScanner(session, '40638139');
    session.send({ kind: 'takeBackTyped', mayBePin: true });
    expect(session.screen).toMatchObject({ kind: 'staffSignIn', digitCount: 8 });
    expect(session.view.notice).toBeNull();
  });

  it('never reach the PIN as a scan: its digits stay, and no card is looked up', () => {
    for (const code of ['4006', '40063813']) {
      const session = aSession();
      session.tap('openStaff');
      session.type('12');
      session.scan(code);
      expect(session.screen).toMatchObject({ kind: 'staffSignIn', digitCount: 2 });
      expect(session.view.notice?.kind).toBe('scanRefused');
    }
  });

  it('start the session of a customer at the PIN if they cannot be a PIN', () => {
    for (const code of ['400638133', 'GOLD-1']) {
      const session = aSession();
      session.tap('openStaff');
      session.type('12');
      session.scan(code);
      expect(session.screen.kind).toBe('identifying');
    }
  });
});
