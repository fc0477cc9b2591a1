import { describe, expect, it } from 'vitest';
import {
  aSessionConfig,
  aCustomer,
  aPaidOutcome,
  aSession,
  aSessionAt,
  NOT_COMPLETED,
  waitOut,
  type Session,
} from '../../builders/session.ts';

const NO_PAPER = { kind: 'problem', problem: 'noPaper', mayBeOut: false } as const;

describe('the receipt of a payment', () => {
  it('is hidden at first, and can be shown and hidden', () => {
    const session = aSessionAt('paid');
    expect(session.screen).toMatchObject({ isReceiptShown: false });
    session.tap('showReceipt');
    expect(session.screen).toMatchObject({ isReceiptShown: true });
    session.tap('hideReceipt');
    expect(session.screen).toMatchObject({ isReceiptShown: false });
  });

  it('stays longer than a result, and disappears with the session', () => {
    const session = aSessionAt('paid');
    expect(session.timers.get('result')).toBe(12_000);
    session.tap('showReceipt');
    expect(session.timers.get('result')).toBe(45_000);
    waitOut(session, 'result');
    expect(session.screen).toEqual({ kind: 'idle' });
  });

  it('is not offered on paper without a printer, and not sent to one', () => {
    const session = aSession({ hasPrinter: false });
    session.send({ kind: 'ready', config: aSessionConfig({ hasPrinter: false }) });
    pay(session);
    expect(session.screen).toMatchObject({ paper: { kind: 'none' } });
    session.tap('printReceipt');
    expect(session.prints).toEqual([]);
  });
});

describe('a receipt on paper', () => {
  it('is sent once, no matter how often it is tapped', () => {
    const session = aSessionAt('paid');
    session.tap('printReceipt', 'printReceipt');
    expect(session.screen).toMatchObject({ paper: { kind: 'printing' } });
    session.printEnded({ kind: 'printed' });
    session.tap('printReceipt');
    expect(session.prints).toHaveLength(1);
    expect(session.screen).toMatchObject({ paper: { kind: 'printed' } });
  });

  it('is printed in the language of the session, without anything about the customer', () => {
    const session = aSessionAt('paid');
    session.send({ kind: 'chooseLanguage', language: 'nl' });
    session.tap('printReceipt');
    expect(session.prints).toMatchObject([{ language: 'nl', screen: { reference: 'K7-42' } }]);
    expect(JSON.stringify(session.prints)).not.toContain('contact-1');
  });

  it('is shown on the screen if it could not be printed, and can be tried again', () => {
    const session = aSessionAt('paid');
    session.tap('printReceipt');
    session.printEnded(NO_PAPER);
    expect(session.screen).toMatchObject({
      isReceiptShown: true,
      paper: { kind: 'problem', problem: 'noPaper', canRetry: true },
    });
    session.tap('printReceipt');
    expect(session.prints).toHaveLength(2);
  });

  it.each([
    { ...NO_PAPER, mayBeOut: true },
    { kind: 'problem', problem: 'unprintable', mayBeOut: false },
  ] as const)('is not sent again after $problem, mayBeOut $mayBeOut', (result) => {
    const session = aSessionAt('paid');
    session.tap('printReceipt');
    session.printEnded(result);
    session.tap('printReceipt');
    expect(session.prints).toHaveLength(1);
  });

  it('shows nothing to the next customer if it is printed after its customer has left', () => {
    const session = aSessionAt('paid');
    session.fire('arm');
    session.tap('printReceipt', 'stop');
    session.printEnded(NO_PAPER);
    expect(session.screen).toEqual({ kind: 'idle' });
    pay(session);
    session.send({ kind: 'printEnded', token: 3, result: NO_PAPER });
    expect(session.screen).toMatchObject({ isReceiptShown: false, paper: { kind: 'ready' } });
  });

  it('never changes the paid amount, whatever the printer reports', () => {
    const session = aSessionAt('paid');
    const { isReceiptShown, paper, ...paid } = { ...paidScreen(session) };
    session.tap('printReceipt');
    session.printEnded(NO_PAPER);
    expect(session.screen).toMatchObject(paid);
    expect(session.spends).toHaveLength(1);
    expect({ isReceiptShown, paper }).toEqual({ isReceiptShown: false, paper: { kind: 'ready' } });
  });

  it('stays long enough to read the report of the printer', () => {
    const session = aSessionAt('paid');
    session.tap('printReceipt');
    const before = session.starts('result');
    session.printEnded({ kind: 'printed' });
    expect(session.starts('result')).toBe(before + 1);
  });
});

describe('the proof of a payment that was not completed', () => {
  it('is hidden at first, stays longer than the result, and can be hidden', () => {
    const session = notCompleted();
    expect(session.screen).toMatchObject({ isReceiptShown: false });
    session.tap('showReceipt');
    expect(session.screen).toMatchObject({ isReceiptShown: true });
    expect(session.timers.get('result')).toBe(45_000);
    session.tap('hideReceipt');
    expect(session.screen).toMatchObject({ isReceiptShown: false });
  });

  it('is printed once, and says nothing of a payment or of the customer', () => {
    const session = notCompleted();
    session.tap('showReceipt', 'printReceipt', 'printReceipt');
    session.printEnded({ kind: 'printed' });
    session.tap('printReceipt');
    expect(session.prints).toMatchObject([
      { screen: { kind: 'notCompleted', amountInCents: 500, reference: 'K7-43' } },
    ]);
    expect(JSON.stringify(session.prints)).not.toMatch(/contact-1|afterInCents|"paid"/);
    expect(session.screen).toMatchObject({ kind: 'notCompleted', paper: { kind: 'printed' } });
    expect(session.spends).toHaveLength(1);
  });

  it('is shown on the screen if it could not be printed', () => {
    const session = notCompleted();
    session.tap('printReceipt');
    session.printEnded(NO_PAPER);
    expect(session.screen).toMatchObject({
      isReceiptShown: true,
      paper: { kind: 'problem', problem: 'noPaper', canRetry: true },
    });
  });

  it('shows nothing to the next customer if it is printed after its customer has left', () => {
    const session = notCompleted();
    session.fire('arm');
    session.tap('printReceipt', 'stop');
    session.printEnded({ kind: 'printed' });
    expect(session.screen).toEqual({ kind: 'idle' });
  });
});

function notCompleted(): Session {
  const session = aSessionAt('paying');
  session.spendEnded(NOT_COMPLETED);
  return session;
}

function paidScreen(session: Session): Extract<Session['screen'], { kind: 'paid' }> {
  if (session.screen.kind !== 'paid') throw new Error('it is not paid');
  return session.screen;
}

function pay(session: Session): void {
  const customer = aCustomer();
  session.scan(customer.identifierValue);
  session.identified({ kind: 'found', customer });
  session.tap('startSpend');
  session.type('500');
  session.tap('review');
  session.fire('arm');
  session.tap('confirmSpend');
  session.spendEnded(aPaidOutcome());
}
