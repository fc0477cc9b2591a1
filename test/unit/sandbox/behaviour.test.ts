import { describe, expect, it } from 'vitest';
import { aSandbox, aSpendRequest, call, refused } from '../../builders/sandbox.ts';
import { DEMO_CARD, DEMO_CONTACT } from '../../builders/names.ts';

const CREATE = 'POST prepaid-transactions';

describe('the undocumented behaviour of Leat', () => {
  it('an overdraft is allowed, or refused with the configured error code', () => {
    const { sandbox } = aSandbox();
    const body = aSpendRequest({ amount_in_cents: -5001 });
    sandbox.setBehaviour({ overdraft: 'refuse' });
    expect(call(sandbox, CREATE, { body })).toMatchObject(refused(5003));
    expect(call(sandbox, CREATE, { body: aSpendRequest({ amount_in_cents: -5000 }) }).status).toBe(
      200,
    );
    sandbox.setBehaviour({ overdraft: 'allow' });
    expect(call(sandbox, CREATE, { body })).toMatchObject({
      body: { data: { prepaid_balance: { balance_in_cents: -5001 } } },
    });
    sandbox.setBehaviour({ overdraft: 'refuse', overdraftCode: 1017 });
    expect(call(sandbox, CREATE, { body })).toMatchObject(refused(1017));
    expect(call(sandbox, CREATE, { body: aSpendRequest({ amount_in_cents: 100 }) }).status).toBe(
      200,
    );
  });

  it('a card of no contact is refused with one of two error codes', () => {
    const { sandbox } = aSandbox();
    sandbox.setBehaviour({ unlinkedCardCode: 55031 });
    const body = aSpendRequest({ contact_uuid: undefined, contact_identifier_value: 'BLANK-0001' });
    expect(call(sandbox, CREATE, { body })).toMatchObject(refused(55031));
  });

  it('a request with a contact and another contact’s card is refused, or only one of them counts', () => {
    const { sandbox } = aSandbox();
    const body = aSpendRequest({ contact_identifier_value: 'ZERO-0001' });
    expect(call(sandbox, CREATE, { body })).toMatchObject(refused(1003));
    sandbox.setBehaviour({ contactMismatch: 'useContact' });
    expect(call(sandbox, CREATE, { body })).toMatchObject({
      body: { data: { prepaid_balance: { balance_in_cents: 4000 } } },
    });
    sandbox.setBehaviour({ contactMismatch: 'useIdentifier' });
    expect(call(sandbox, CREATE, { body })).toMatchObject({
      body: { data: { prepaid_balance: { balance_in_cents: -1000 } } },
    });
    const agreeing = aSpendRequest({ contact_identifier_value: DEMO_CARD });
    expect(call(sandbox, CREATE, { body: agreeing })).toMatchObject({
      body: { data: { contact_identifier: { value: DEMO_CARD } } },
    });
  });

  it('an amount of zero is allowed, or refused', () => {
    const { sandbox } = aSandbox();
    const body = aSpendRequest({ amount_in_cents: 0 });
    expect(call(sandbox, CREATE, { body }).status).toBe(200);
    sandbox.setBehaviour({ zeroAmount: 'refuse' });
    expect(call(sandbox, CREATE, { body })).toMatchObject(refused(1003));
  });

  it('a register may have to name its shop', () => {
    const { sandbox } = aSandbox();
    sandbox.setBehaviour({ registerShopUuid: 'required' });
    const body = aSpendRequest({ shop_uuid: undefined });
    expect(call(sandbox, CREATE, { body, flavour: 'register' })).toMatchObject(refused(1003));
  });

  it('`errors` holds arrays or texts, or is absent', () => {
    const { sandbox } = aSandbox();
    const body = aSpendRequest({ amount_in_cents: 'x' });
    const text = 'The amount in cents must be an integer.';
    expect(call(sandbox, CREATE, { body }).body).toMatchObject({
      errors: { amount_in_cents: [text] },
    });
    sandbox.setBehaviour({ errorsShape: 'string' });
    expect(call(sandbox, CREATE, { body }).body).toMatchObject({
      errors: { amount_in_cents: text },
    });
    sandbox.setBehaviour({ errorsShape: 'none' });
    expect(call(sandbox, CREATE, { body }).body).toStrictEqual({
      message: 'Invalid input.',
      code: 1003,
      status_code: 400,
    });
  });

  it('an empty `meta` is an array or an object', () => {
    const { sandbox } = aSandbox();
    sandbox.setBehaviour({ emptyMeta: 'object' });
    expect(call(sandbox, 'GET shops').body).toMatchObject({ meta: {} });
    expect(JSON.stringify(call(sandbox, 'GET shops').body)).toContain('"meta":{}');
  });

  it('replies may have undocumented fields', () => {
    const { sandbox } = aSandbox();
    sandbox.setBehaviour({ extraFields: true });
    const extra = { x_undocumented: { version: 4 } };
    expect(call(sandbox, 'GET shops').body).toMatchObject({
      data: [extra, extra],
      x_undocumented: true,
    });
    expect(call(sandbox, CREATE, { body: aSpendRequest() }).body).toMatchObject({ data: extra });
  });
});

describe('the occasional behaviour of the server', () => {
  it('the rate limit counts down, refuses requests, and starts again', () => {
    const { sandbox, clock } = aSandbox();
    sandbox.setBehaviour({ rateLimit: 2, rateWindowMs: 10_000 });
    expect(call(sandbox, 'GET ').headers).toMatchObject({ 'x-ratelimit-remaining': '1' });
    clock.nowMs += 2500;
    expect(call(sandbox, 'GET ').headers).toMatchObject({ 'x-ratelimit-remaining': '0' });
    expect(call(sandbox, CREATE, { body: aSpendRequest() })).toMatchObject({
      status: 429,
      headers: { 'retry-after': '8', 'x-ratelimit-limit': '2', 'x-ratelimit-remaining': '0' },
      body: { message: 'Too Many Attempts.' },
    });
    expect(sandbox.data.ledger(DEMO_CONTACT)).toHaveLength(5);
    clock.nowMs += 7500;
    expect(call(sandbox, 'GET ').status).toBe(200);
  });

  it.each([
    [
      'an expired token',
      { token: 'expired' },
      { status: 401, body: { message: 'Unauthenticated.' } },
    ],
    ['a token without rights', { token: 'forbidden' }, { status: 403 }],
    ['an inactive account', { account: 'inactive' }, refused(7002)],
  ] as const)('%s stops every route', (_what, changes, expected) => {
    const { sandbox } = aSandbox();
    sandbox.setBehaviour(changes);
    expect(call(sandbox, 'GET ')).toMatchObject(expected);
    expect(call(sandbox, CREATE, { body: aSpendRequest() })).toMatchObject(expected);
  });

  it('the clock of the server may be wrong', () => {
    const { sandbox } = aSandbox();
    sandbox.setBehaviour({ clockOffsetMs: -3_600_000 });
    expect(call(sandbox, CREATE, { body: aSpendRequest() })).toMatchObject({
      headers: { date: 'Sun, 12 Nov 2023 18:49:22 GMT' },
      body: { data: { created_at: '2023-11-12T18:49:22+00:00' } },
    });
  });
});

describe('the behaviour', () => {
  it('refuses an unknown name or value, and stays as it was', () => {
    const { sandbox } = aSandbox();
    const before = sandbox.behaviour();
    const wrong: Record<string, unknown> = { overdraft: 'maybe' };
    expect(() => sandbox.setBehaviour(wrong)).toThrow(/overdraft/);
    const unknown: Record<string, unknown> = { overdarft: 'refuse' };
    expect(() => sandbox.setBehaviour(unknown)).toThrow(/overdarft/);
    expect(sandbox.behaviour()).toStrictEqual(before);
  });

  it('can be reset to the defaults', () => {
    const { sandbox } = aSandbox();
    const before = sandbox.behaviour();
    sandbox.setBehaviour({ listLagMs: 5 });
    expect(sandbox.resetBehaviour()).toStrictEqual(before);
  });
});
