/** The customer reads the older payments of the history, page by page. */
import { describe, expect, it } from 'vitest';
import { epochMs } from '../../../src/shared/time.ts';
import type { PaymentHistory } from '../../../src/shared/payment-history.ts';
import {
  aCustomer,
  anItem,
  aSessionAt,
  OLDER,
  OTHER_CARD,
  type Session,
} from '../../builders/session.ts';

const NEWEST: PaymentHistory = { items: [anItem(0), anItem(1)], rest: OLDER };
const WHOLE: PaymentHistory = {
  items: [anItem(0), anItem(1), anItem(2)],
  rest: { kind: 'none' },
};
const FAILED = { kind: 'failed', problem: 'offline' } as const;

function atHistory(history: PaymentHistory = NEWEST): Session {
  const session = aSessionAt('balance', aCustomer({ history }));
  session.tap('showHistory');
  return session;
}

function asked({ asked: all }: Session): unknown[] {
  return all.filter(({ kind }) => kind === 'readOlder');
}

function shown({ screen }: Session): { count: number; older: string } | null {
  return screen.kind === 'balance' && screen.history.kind === 'shown'
    ? { count: screen.history.items.length, older: screen.history.older }
    : null;
}

describe('older payments', () => {
  it('are read when the customer asks, and follow the newest ones', () => {
    const session = atHistory();
    expect(shown(session)).toEqual({ count: 2, older: 'more' });
    session.tap('showOlder');
    expect(asked(session)).toMatchObject([{ contactUuid: 'contact-1', history: NEWEST }]);
    expect(shown(session)).toEqual({ count: 2, older: 'reading' });
    session.olderRead({ kind: 'read', history: WHOLE });
    expect(shown(session)).toEqual({ count: 3, older: 'none' });
  });

  it('are read once, however often the customer asks', () => {
    const session = atHistory();
    session.tap('showOlder', 'showOlder', 'showOlder');
    expect(asked(session)).toHaveLength(1);
  });

  it('can be asked for again after a lost connection, and the newest ones stay', () => {
    const session = atHistory();
    session.tap('showOlder');
    session.olderRead(FAILED);
    expect(shown(session)).toEqual({ count: 2, older: 'offline' });
    session.tap('showOlder');
    expect(shown(session)).toEqual({ count: 2, older: 'reading' });
    session.olderRead({ kind: 'read', history: WHOLE });
    expect(shown(session)).toEqual({ count: 3, older: 'none' });
  });

  it.each([{ kind: 'none' } as const, { kind: 'unordered' } as const])(
    'are not asked for if there are none, or if their order is not known: $kind',
    (rest) => {
      const session = atHistory({ ...NEWEST, rest });
      session.tap('showOlder');
      expect(asked(session)).toEqual([]);
      expect(shown(session)).toEqual({ count: 2, older: rest.kind });
    },
  );

  it('are not asked for while the payments are hidden', () => {
    const session = atHistory();
    session.tap('hideHistory', 'showOlder');
    expect(asked(session)).toEqual([]);
  });

  it('do not hold up a payment, and a late answer changes nothing', () => {
    const session = atHistory();
    session.tap('showOlder');
    const token = session.machine.counters.request;
    session.tap('startSpend');
    session.send({ kind: 'olderRead', token, answer: { kind: 'read', history: WHOLE } });
    session.type('500');
    session.tap('review');
    session.fire('arm');
    session.tap('confirmSpend');
    expect(session.spends).toHaveLength(1);
  });

  it('stay read when the customer comes back from the amount', () => {
    const session = atHistory();
    session.tap('showOlder');
    session.olderRead({ kind: 'read', history: WHOLE });
    session.tap('startSpend', 'back', 'showHistory');
    expect(shown(session)).toEqual({ count: 3, older: 'none' });
  });

  it('are forgotten with the session, and a late answer belongs to nobody', () => {
    const session = atHistory();
    session.tap('showOlder');
    const token = session.machine.counters.request;
    session.tap('stop');
    session.scan(OTHER_CARD);
    const other = aCustomer({ identifierValue: OTHER_CARD, contactUuid: 'contact-2' });
    session.identified({ kind: 'found', customer: other });
    session.tap('showHistory');
    session.send({ kind: 'olderRead', token, answer: { kind: 'read', history: WHOLE } });
    expect(shown(session)).toEqual({ count: 1, older: 'none' });
  });
});

describe('older payments when the connection comes back', () => {
  function whileAway(): Session {
    const session = atHistory();
    session.tap('showOlder');
    session.olderRead({ kind: 'read', history: WHOLE });
    session.send({ kind: 'connectionChanged', isOnline: false });
    session.send({ kind: 'connectionChanged', isOnline: true });
    return session;
  }

  it('wait for the look-up', () => {
    const session = atHistory();
    session.send({ kind: 'connectionChanged', isOnline: false });
    session.send({ kind: 'connectionChanged', isOnline: true });
    session.tap('showOlder');
    expect(asked(session)).toEqual([]);
  });

  it('give up their reading, because the look-up brings the newest payments', () => {
    const session = atHistory();
    session.tap('showOlder');
    const token = session.machine.counters.request;
    session.send({ kind: 'connectionChanged', isOnline: false });
    session.send({ kind: 'connectionChanged', isOnline: true });
    session.send({ kind: 'olderRead', token, answer: { kind: 'read', history: WHOLE } });
    expect(shown(session)).toEqual({ count: 2, older: 'more' });
  });

  it('stay behind the newest ones, each once', () => {
    const session = whileAway();
    const items = [{ ...anItem(0), uuid: 'new', createdAt: epochMs(1_699_999_500_000) }];
    const history = { items: [...items, ...NEWEST.items], rest: OLDER };
    session.identified({ kind: 'found', customer: aCustomer({ history }) });
    expect(shown(session)).toEqual({ count: 4, older: 'none' });
  });

  it('are left out if nothing links them with the newest ones', () => {
    const session = whileAway();
    const items = [{ ...anItem(0), uuid: 'new', createdAt: epochMs(1_699_999_500_000) }];
    session.identified({ kind: 'found', customer: aCustomer({ history: { items, rest: OLDER } }) });
    expect(shown(session)).toEqual({ count: 1, older: 'more' });
  });
});
