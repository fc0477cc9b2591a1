import { describe, expect, it } from 'vitest';
import { aSandbox, aSpendRequest, call, refused } from '../../builders/sandbox.ts';
import { DEMO_CARD, DEMO_CONTACT, DEMO_SHOP } from '../../builders/names.ts';

const FLAVOURS = ['clients', 'register'] as const;
const KRABBY_CARD = { name: 'Krabby Membership', value: DEMO_CARD, active: true };

/** The reply in the API documentation, with the ids and the balance of the demo account. */
function documentedReply(contactIdentifier: unknown): unknown {
  return {
    data: {
      uuid: 'new-1',
      amount_in_cents: -1000,
      prepaid_balance: { balance_in_cents: 4000, balance: '€40.00' },
      created_at: '2023-11-12T19:49:22+00:00',
      shop: { id: 15, uuid: '123123', reference: null, name: 'Krusty Krab' },
      contact_identifier: contactIdentifier,
    },
    meta: [],
  };
}

function multipart(fields: Record<string, string>): { contentType: string; body: string } {
  const parts = Object.entries(fields).map(
    ([name, value]) =>
      `--b0unda\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  return {
    contentType: 'multipart/form-data; boundary=b0unda',
    body: `${parts.join('')}--b0unda--\r\n`,
  };
}

const ENCODINGS: Record<
  string,
  (fields: Record<string, string>) => { contentType: string; body: string }
> = {
  JSON: ({ amount_in_cents, ...rest }) => ({
    contentType: 'application/json; charset=utf-8',
    body: JSON.stringify({ ...rest, amount_in_cents: Number(amount_in_cents) }),
  }),
  urlencoded: (fields) => ({
    contentType: 'application/x-www-form-urlencoded',
    body: new URLSearchParams(fields).toString(),
  }),
  multipart,
};

describe.each(FLAVOURS)('the documented request on the %s routes', (flavour) => {
  describe.each(Object.entries(ENCODINGS))('as %s', (_name, encode) => {
    it.each([
      ['contact_uuid', { contact_uuid: DEMO_CONTACT }, null],
      ['contact_identifier_value', { contact_identifier_value: DEMO_CARD }, KRABBY_CARD],
    ])('by %s gets the documented reply, field for field', (_field, who, identifier) => {
      const { sandbox } = aSandbox();
      const { contentType, body } = encode({
        ...who,
        amount_in_cents: '-1000',
        shop_uuid: DEMO_SHOP,
      });
      const reply = call(sandbox, 'POST prepaid-transactions', {
        flavour,
        headers: { 'Content-Type': contentType },
        body,
      });
      expect(reply.status).toBe(200);
      expect(reply.body).toStrictEqual(documentedReply(identifier));
      // The fields are also in the documented order.
      expect(JSON.stringify(reply.body)).toBe(JSON.stringify(documentedReply(identifier)));
    });
  });

  it.each([
    ['no amount', 1003, aSpendRequest({ amount_in_cents: undefined })],
    ['an amount with a fraction', 1003, aSpendRequest({ amount_in_cents: -10.5 })],
    ['an amount that is no number', 1003, aSpendRequest({ amount_in_cents: 'NaN' })],
    ['nobody to pay', 1003, aSpendRequest({ contact_uuid: undefined })],
    ['a number for a contact', 1003, aSpendRequest({ contact_uuid: 123 })],
    ['an unknown contact', 55031, aSpendRequest({ contact_uuid: "1' OR '1'='1" })],
    [
      'an unknown card',
      60003,
      aSpendRequest({ contact_uuid: undefined, contact_identifier_value: 'X' }),
    ],
    [
      'an inactive card',
      60004,
      aSpendRequest({ contact_uuid: undefined, contact_identifier_value: 'LOST-0001' }),
    ],
    ['an unknown shop', 1008, aSpendRequest({ shop_uuid: 'no-shop' })],
    [
      'a card of nobody',
      60011,
      aSpendRequest({ contact_uuid: undefined, contact_identifier_value: 'BLANK-0001' }),
    ],
  ])('with %s is refused with %i and moves nothing', (_what, code, body) => {
    const { sandbox } = aSandbox();
    const before = sandbox.data.ledger(DEMO_CONTACT);
    expect(call(sandbox, 'POST prepaid-transactions', { flavour, body })).toMatchObject(
      refused(code),
    );
    expect(sandbox.data.ledger(DEMO_CONTACT)).toStrictEqual(before);
  });
});

describe('a create', () => {
  it('moves the money twice if it arrives twice', () => {
    const { sandbox } = aSandbox();
    const replies = [1, 2].map(() =>
      call(sandbox, 'POST prepaid-transactions', { body: aSpendRequest() }),
    );
    expect(replies).toMatchObject([
      { body: { data: { uuid: 'new-1', prepaid_balance: { balance_in_cents: 4000 } } } },
      { body: { data: { uuid: 'new-2', prepaid_balance: { balance_in_cents: 3000 } } } },
    ]);
  });

  it('is refused with the names of the wrong fields', () => {
    const { sandbox } = aSandbox();
    expect(call(sandbox, 'POST prepaid-transactions', { body: {} })).toMatchObject({
      body: {
        message: 'Invalid input.',
        code: 1003,
        errors: {
          contact_uuid: [expect.any(String)],
          contact_identifier_value: [expect.any(String)],
          amount_in_cents: ['The amount in cents field is required.'],
          shop_uuid: ['The shop uuid field is required.'],
        },
      },
    });
  });

  it('needs a shop on the OAuth routes, but not on the register routes', () => {
    const { sandbox } = aSandbox();
    const body = aSpendRequest({ shop_uuid: undefined });
    expect(call(sandbox, 'POST prepaid-transactions', { body })).toMatchObject(refused(1003));
    expect(call(sandbox, 'POST prepaid-transactions', { body, flavour: 'register' })).toMatchObject(
      { body: { data: { shop: { uuid: DEMO_SHOP } } } },
    );
  });

  it('is refused if a register names another shop', () => {
    const { sandbox } = aSandbox();
    const body = aSpendRequest({ shop_uuid: '12312312312312' });
    expect(call(sandbox, 'POST prepaid-transactions', { body })).toMatchObject({ status: 200 });
    expect(call(sandbox, 'POST prepaid-transactions', { body, flavour: 'register' })).toMatchObject(
      refused(1008),
    );
  });

  it('returns large and negative balances as text', () => {
    const { sandbox } = aSandbox();
    const top = call(sandbox, 'POST prepaid-transactions', {
      body: aSpendRequest({ amount_in_cents: 123_456_789 }),
    });
    expect(top).toMatchObject({
      body: { data: { prepaid_balance: { balance: '€1,234,617.89' } } },
    });
    const over = call(sandbox, 'POST prepaid-transactions', {
      body: aSpendRequest({ amount_in_cents: -123_461_794 }),
    });
    expect(over).toMatchObject({ body: { data: { prepaid_balance: { balance: '-€0.05' } } } });
  });
});
