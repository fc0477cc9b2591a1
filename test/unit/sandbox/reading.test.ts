import { describe, expect, it } from 'vitest';
import { requestFromUrl } from '../../../src/sandbox/http/exchange.ts';
import { aSandbox, call, refused } from '../../builders/sandbox.ts';
import {
  DEMO_CARD,
  DEMO_CONTACT,
  REGISTER_TOKEN,
  DEMO_SHOP,
  SANDBOX_TOKEN,
} from '../../builders/names.ts';

describe('the token', () => {
  it.each([
    ['no token', null],
    ['an unknown token', 'wrong'],
    ['a register token', REGISTER_TOKEN],
  ])('the OAuth routes refuse %s outside the envelope', (_what, token) => {
    const { sandbox } = aSandbox();
    const reply = call(sandbox, 'GET shops', { token });
    expect(reply.status).toBe(401);
    expect(reply.body).toStrictEqual({ message: 'Unauthenticated.' });
  });

  it('the register routes refuse a personal access token', () => {
    const { sandbox } = aSandbox();
    expect(call(sandbox, 'GET ', { flavour: 'register', token: SANDBOX_TOKEN }).status).toBe(401);
  });
});

describe('the health check', () => {
  it('names the account', () => {
    const { sandbox } = aSandbox();
    expect(call(sandbox, 'GET ')).toMatchObject({
      status: 200,
      body: { data: { company: 'Krusty Krab Group' }, meta: [] },
    });
  });

  it('names the shop of a register', () => {
    const { sandbox } = aSandbox();
    expect(call(sandbox, 'GET ', { flavour: 'register' })).toMatchObject({
      body: { data: { name: 'Register of Krusty Krab', shop: { uuid: DEMO_SHOP } } },
    });
  });

  it('carries the date of the server and the rate limit', () => {
    const { sandbox } = aSandbox();
    expect(call(sandbox, 'GET ').headers).toMatchObject({
      date: 'Sun, 12 Nov 2023 19:49:22 GMT',
      'x-ratelimit-limit': '5000',
      'x-ratelimit-remaining': '4999',
    });
  });
});

describe('paths', () => {
  it.each(['shops/', `shops/${DEMO_SHOP}/`, `contacts/${DEMO_CONTACT}/prepaid-balance/`])(
    '%s may end in a slash',
    (path) => {
      const { sandbox } = aSandbox();
      expect(call(sandbox, `GET ${path}`).status).toBe(200);
    },
  );

  it.each(['/shops', 'nothing', 'contacts//prepaid-balance', 'shops/%E0%A4%A', 'shops//'])(
    '%s does not exist, and the reply is JSON',
    (path) => {
      const { sandbox } = aSandbox();
      const reply = call(sandbox, `GET ${path}`);
      expect(reply.status).toBe(404);
      expect(reply.body).toStrictEqual({ message: 'Not Found.' });
    },
  );

  it('get a reply that names the right method if the method is wrong', () => {
    const { sandbox } = aSandbox();
    expect(call(sandbox, 'DELETE shops')).toMatchObject({
      status: 405,
      headers: { allow: 'GET' },
    });
  });

  it.each(['GET prepaid-transactions', 'POST prepaid-transactions/x/reverse', 'GET shops'])(
    '%s does not exist on the register routes',
    (target) => {
      const { sandbox } = aSandbox();
      expect([404, 405]).toContain(call(sandbox, target, { flavour: 'register' }).status);
    },
  );
});

describe('shops', () => {
  it('are listed and read in the documented shape', () => {
    const { sandbox } = aSandbox();
    const krustyKrab = { uuid: DEMO_SHOP, name: 'Krusty Krab', type: 'physical', reference: null };
    expect(call(sandbox, 'GET shops').body).toMatchObject({ data: [krustyKrab, {}], meta: [] });
    expect(call(sandbox, `GET shops/${DEMO_SHOP}`).body).toStrictEqual({
      data: krustyKrab,
      meta: [],
    });
    expect(call(sandbox, 'GET shops/none')).toMatchObject(refused(1008));
  });
});

describe.each(['clients', 'register'] as const)('finding a card on the %s routes', (flavour) => {
  const find = (value: string): string =>
    `GET contact-identifiers/find?contact_identifier_value=${encodeURIComponent(value)}`;

  it('returns the contact of the card', () => {
    const { sandbox } = aSandbox();
    expect(call(sandbox, find(DEMO_CARD), { flavour }).body).toStrictEqual({
      data: {
        name: 'Krabby Membership',
        value: DEMO_CARD,
        active: true,
        contact: { uuid: DEMO_CONTACT, email: 'spongebob@bikinibottom.sea' },
      },
      meta: [],
    });
  });

  it('succeeds for a card of no contact', () => {
    const { sandbox } = aSandbox();
    expect(call(sandbox, find('BLANK-0001'), { flavour })).toMatchObject({
      status: 200,
      body: { data: { contact: null } },
    });
  });

  it.each([
    ['an unknown card', 'Ω’; DROP TABLE contacts', 60003],
    ['another case', DEMO_CARD.toUpperCase(), 60003],
    ['an inactive card', 'LOST-0001', 60004],
    ['nothing', '', 1003],
  ])('is refused for %s', (_what, value, code) => {
    const { sandbox } = aSandbox();
    expect(call(sandbox, find(value), { flavour })).toMatchObject(refused(code));
  });

  it('returns the contact and the balance by uuid', () => {
    const { sandbox } = aSandbox();
    expect(call(sandbox, `GET contacts/${DEMO_CONTACT}`, { flavour })).toMatchObject({
      body: {
        data: {
          uuid: DEMO_CONTACT,
          prepaid_balance: { balance_in_cents: 5000 },
          // In major units, as documented. A client can easily misread it.
          current_values: { prepaid_balance: 50, default_contact_identifier: DEMO_CARD },
        },
      },
    });
    expect(
      call(sandbox, `GET contacts/${DEMO_CONTACT}/prepaid-balance`, { flavour }).body,
    ).toStrictEqual({ data: { balance_in_cents: 5000, balance: '€50.00' }, meta: [] });
    expect(call(sandbox, 'GET contacts/none', { flavour })).toMatchObject(refused(55031));
    expect(call(sandbox, 'GET contacts/none/prepaid-balance', { flavour })).toMatchObject(
      refused(55031),
    );
  });
});

describe('the cards of a contact', () => {
  it('are listed, the default one first', () => {
    const { sandbox } = aSandbox();
    const sandy = sandbox.data.contacts().find(({ name }) => name === 'Sandy');
    expect(call(sandbox, `GET contacts/${sandy?.uuid ?? ''}/contact-identifiers`)).toMatchObject({
      body: {
        data: [
          { value: 'TWIN-0001', default: true, contact: { uuid: sandy?.uuid } },
          { value: 'TWIN-0002', default: false },
        ],
      },
    });
  });
});

describe('a contact session token', () => {
  it('is active until it is used once', () => {
    const { sandbox } = aSandbox();
    const path = 'contact-session-tokens/demo-session-token';
    const active = { body: { data: { token: 'demo-session-token', status: 'active' } } };
    expect(call(sandbox, `GET ${path}`)).toMatchObject(active);
    expect(call(sandbox, `POST ${path}/use`)).toMatchObject({ body: { data: { status: 'used' } } });
    expect(call(sandbox, `GET ${path}`)).toMatchObject({ body: { data: { status: 'used' } } });
    expect(call(sandbox, `POST ${path}/use`)).toMatchObject(refused(1003));
    expect(call(sandbox, 'GET contact-session-tokens/none')).toMatchObject(refused(1003));
  });
});

describe('a URL', () => {
  it('is split into its parts as a client would send it', () => {
    expect(
      requestFromUrl({
        method: 'get',
        url: 'http://127.0.0.1:8080/a/b?c=d&e=?#f',
        headers: { 'X-Y': 'z' },
        body: null,
      }),
    ).toStrictEqual({
      method: 'GET',
      path: '/a/b',
      query: 'c=d&e=?',
      headers: { 'x-y': 'z' },
      body: '',
    });
  });
});
