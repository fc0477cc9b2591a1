import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cents } from '../../../src/shared/money.ts';
import { limitInCents } from '../../../src/main/session/amount.ts';
import { aCustomer, aSessionAt, type Session } from '../../builders/session.ts';

function anEmptyAmount(over: Parameters<typeof aCustomer>[0] = {}): Session {
  const session = aSessionAt('balance', aCustomer(over));
  session.tap('startSpend');
  return session;
}

describe('an amount', () => {
  it('is typed from the right, as on a till', () => {
    const session = anEmptyAmount();
    const seen = ['5', '0', '0'].map((digit) => {
      session.type(digit);
      return session.screen.kind === 'amount' ? session.screen.amountInCents : null;
    });
    expect(seen).toEqual([5, 50, 500]);
  });

  it('accepts a double zero, and loses its last digit when the customer presses erase', () => {
    const session = anEmptyAmount();
    session.type('12');
    session.tap('pressDoubleZero');
    expect(session.screen).toMatchObject({ amountInCents: 1_200 });
    session.tap('erase', 'erase', 'erase');
    expect(session.screen).toMatchObject({ amountInCents: 1 });
    session.tap('erase', 'erase');
    expect(session.screen).toMatchObject({ amountInCents: 0, canContinue: false, problem: null });
  });

  it('has at most seven digits', () => {
    const session = anEmptyAmount();
    session.type('12345678');
    expect(session.screen).toMatchObject({ amountInCents: 1_234_567 });
    session.tap('erase', 'pressDoubleZero');
    expect(session.screen).toMatchObject({ amountInCents: 123_456 });
  });

  it('can be chosen with one touch, but never if it is negative or too large', () => {
    const session = anEmptyAmount();
    const choose = (amountInCents: number): void =>
      session.send({
        kind: 'chooseAmount',
        amountInCents: cents(amountInCents),
        screenId: session.view.screenId,
      });
    choose(250);
    expect(session.screen).toMatchObject({ amountInCents: 250, canContinue: true });
    choose(-500);
    choose(0);
    choose(10_000_000);
    expect(session.screen).toMatchObject({ amountInCents: 250 });
  });

  it('can be written with a decimal sign, and erase takes back one key at a time', () => {
    const session = anEmptyAmount();
    const shown = (): number | null =>
      session.screen.kind === 'amount' ? session.screen.amountInCents : null;
    session.type('12');
    session.tap('pressDecimalSign');
    expect(shown()).toBe(12_00);
    session.type('5');
    expect(shown()).toBe(12_50);
    session.type('09');
    expect(shown()).toBe(12_50);
    // The 9 had no place, so it has nothing to take back.
    const erased = [1, 2, 3, 4, 5].map(() => {
      session.tap('erase');
      return shown();
    });
    expect(erased).toEqual([12_50, 12_00, 12, 1, 0]);
  });

  it('shows for which quick amounts the balance is enough', () => {
    expect(anEmptyAmount().screen).toMatchObject({
      quickAmountsInCents: [
        { amountInCents: 250, isEnough: true },
        { amountInCents: 500, isEnough: true },
        { amountInCents: 10_000, isEnough: false },
      ],
    });
  });

  it('is empty again after the customer goes back to the balance', () => {
    const session = aSessionAt('amount');
    session.tap('back');
    expect(session.screen.kind).toBe('balance');
    session.tap('startSpend');
    expect(session.screen).toMatchObject({ amountInCents: 0 });
  });
});

describe('an amount above a limit', () => {
  const cases = [
    { cap: null, typed: '5001', problem: 'overBalance', limit: 5_000 },
    {
      cap: { limitInCents: cents(1_000), kind: 'maximum' },
      typed: '1001',
      problem: 'overMaximum',
      limit: 1_000,
    },
    {
      cap: { limitInCents: cents(1_000), kind: 'offline' },
      typed: '1001',
      problem: 'overOfflineCap',
      limit: 1_000,
    },
    {
      cap: { limitInCents: cents(9_000), kind: 'maximum' },
      typed: '9500',
      problem: 'overBalance',
      limit: 5_000,
    },
  ] as const;

  it.each(cases)(
    '$typed has the problem $problem with the limit $limit, and cannot be reviewed',
    ({ typed, problem, limit, cap }) => {
      const session = anEmptyAmount({ cap });
      session.type(typed);
      session.tap('review');
      expect(session.screen).toMatchObject({
        kind: 'amount',
        problem,
        limitInCents: limit,
        canContinue: false,
      });
    },
  );

  it('does not include exactly the whole balance', () => {
    const session = anEmptyAmount();
    session.type('5000');
    session.tap('review');
    expect(session.screen).toMatchObject({
      kind: 'confirm',
      balance: { availableInCents: 5_000 },
      afterInCents: 0,
    });
  });
});

describe('a balance from which nothing can be spent', () => {
  const cases = [
    { why: 'empty', over: { availableInCents: cents(0) } },
    { why: 'negative', over: { availableInCents: cents(-700) } },
    { why: 'not to be spent now', over: { canSpend: false } },
    { why: 'capped at nothing', over: { cap: { limitInCents: cents(0), kind: 'offline' } } },
  ] as const;

  it.each(cases)('$why: offers no spend, and starts none', ({ over }) => {
    const session = aSessionAt('balance', aCustomer(over));
    expect(session.screen).toMatchObject({ canSpend: false });
    session.tap('startSpend');
    expect(session.screen.kind).toBe('balance');
  });
});

describe('the limit', () => {
  it('is never negative, never above the balance, never above the cap', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -100_000, max: 100_000 }),
        fc.option(fc.integer({ min: -1_000, max: 100_000 })),
        (available, cap) => {
          const limit = limitInCents(
            aCustomer({
              availableInCents: cents(available),
              cap: cap === null ? null : { limitInCents: cents(cap), kind: 'maximum' },
            }),
          );
          expect(limit).toBeGreaterThanOrEqual(0);
          expect(limit).toBeLessThanOrEqual(Math.max(0, available));
          expect(limit).toBeLessThanOrEqual(Math.max(0, cap ?? available));
        },
      ),
    );
  });
});
