import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  contactUuid,
  identifierValue,
  shopUuid,
  transactionUuid,
} from '../../../src/shared/ids.ts';
import { capabilitiesOf, routesOf } from '../../../src/main/leat/routes.ts';

describe('the routes', () => {
  it('of the clients flavour are those of the documentation', () => {
    const routes = routesOf('clients');
    const base = '/api/v3/oauth/clients';
    expect(routes.health).toBe(base);
    expect(routes.shops).toBe(`${base}/shops`);
    expect(routes.shop(shopUuid('123123'))).toBe(`${base}/shops/123123`);
    expect(routes.contact(contactUuid('c'))).toBe(`${base}/contacts/c`);
    expect(routes.balance(contactUuid('c'))).toBe(`${base}/contacts/c/prepaid-balance`);
    expect(routes.transactions).toBe(`${base}/prepaid-transactions`);
    expect(routes.reversal(transactionUuid('t'))).toBe(`${base}/prepaid-transactions/t/reverse`);
    expect(routes.findIdentifier(identifierValue('a b&c=1#?/é'))).toBe(
      `${base}/contact-identifiers/find?contact_identifier_value=a%20b%26c%3D1%23%3F%2F%C3%A9`,
    );
  });

  it('of the register flavour have their own prefix', () => {
    expect(routesOf('register').balance(contactUuid('c'))).toBe(
      '/api/v3/register/contacts/c/prepaid-balance',
    );
  });

  it('ask for a full page of the list, with the shop if there is one', () => {
    const query = { contactUuid: contactUuid('c'), shopUuid: null, page: 2 };
    const routes = routesOf('clients');
    expect(routes.transactionPage(query)).toMatch(/\?contact_uuid=c&limit=30&page=2$/);
    expect(routes.transactionPage({ ...query, shopUuid: shopUuid('s&x') })).toMatch(
      /\?contact_uuid=c&shop_uuid=s%26x&limit=30&page=2$/,
    );
  });

  it('keep any id within one path segment, and any card value within one parameter', () => {
    const anyText = fc.oneof(
      fc.string({ unit: 'binary', minLength: 1, maxLength: 99 }),
      fc.constantFrom('.', '..', '%2e%2e', '../..', '\ud800', 'a/b'),
    );
    fc.assert(
      fc.property(anyText, (text) => {
        const routes = routesOf('clients');
        const reversal = new URL(routes.reversal(transactionUuid(text)), 'https://api.example');
        const find = new URL(routes.findIdentifier(identifierValue(text)), 'https://api.example');
        const isInSegment = /^\/api\/v3\/oauth\/clients\/prepaid-transactions\/[^/]*\/reverse$/;
        expect(reversal.pathname).toMatch(isInSegment);
        expect(reversal.search + reversal.hash).toBe('');
        expect([...find.searchParams]).toEqual([['contact_identifier_value', text.toWellFormed()]]);
      }),
    );
  });
});

describe('the capabilities of a flavour', () => {
  it('are complete for the clients, but include neither list nor reverse for the register', () => {
    const all = {
      canListTransactions: true,
      canReverse: true,
      canListShops: true,
      canUseSessionTokens: true,
    };
    const none = {
      canListTransactions: false,
      canReverse: false,
      canListShops: false,
      canUseSessionTokens: false,
    };
    expect(capabilitiesOf('clients')).toEqual(all);
    expect(capabilitiesOf('register')).toEqual(none);
  });
});
