/** The reading and the writing client over a scripted network: their requests and results. They leak no secret. */
import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  contactUuid,
  identifierValue,
  shopUuid,
  transactionUuid,
} from '../../../src/shared/ids.ts';
import { createLeatRead } from '../../../src/main/leat/read.ts';
import { createLeatSessionTokens } from '../../../src/main/leat/session-tokens.ts';
import { createServerClock } from '../../../src/main/leat/server-clock.ts';
import type { Flavour, LeatRead, LeatWrite } from '../../../src/main/leat/types.ts';
import { createLeatWrite } from '../../../src/main/leat/write.ts';
import type { HttpResult } from '../../../src/main/world/world.ts';
import { cents } from '../../../src/shared/money.ts';
import {
  aLeatConfig,
  anError,
  aResponse,
  aDocumentedTransaction,
  aScriptedWorld,
  SECRET_TOKEN,
} from '../../builders/leat.ts';

function aClient(answer: () => HttpResult, flavour: Flavour = 'clients') {
  const world = aScriptedWorld(answer);
  const clock = createServerClock(world);
  const config = aLeatConfig({ flavour });
  const read: LeatRead = createLeatRead(config, world, clock);
  const write: LeatWrite = createLeatWrite(config, world, clock);
  return { world, clock, read, write };
}

const answering = (data: unknown) => (): HttpResult => aResponse({ data, meta: [] });
const spend = {
  contact: { contactUuid: contactUuid('c-1') },
  amountInCents: cents(-1000),
  shopUuid: shopUuid('123123'),
};

describe('a call', () => {
  it('has the headers, no body and the short time limit if it reads', async () => {
    const contact = { uuid: 'c-1', prepaid_balance: { balance_in_cents: 5000 } };
    const { world, read } = aClient(answering(contact));
    expect(await read.getBalance(contactUuid('c-1'))).toMatchObject({ kind: 'ok', value: 5000 });
    expect(world.requests).toEqual([
      {
        method: 'GET',
        url: 'https://api.example/api/v3/oauth/clients/contacts/c-1',
        headers: {
          authorization: `Bearer ${SECRET_TOKEN}`,
          accept: 'application/json',
          'accept-encoding': 'identity',
        },
        body: null,
        timeoutMs: 8_000,
      },
    ]);
  });

  it('has the documented body and the long time limit if it spends', async () => {
    const { world, write } = aClient(answering(aDocumentedTransaction()));
    expect(await write.createTransaction(spend)).toMatchObject({ kind: 'ok' });
    expect(world.requests).toEqual([
      {
        method: 'POST',
        url: 'https://api.example/api/v3/oauth/clients/prepaid-transactions',
        headers: {
          authorization: `Bearer ${SECRET_TOKEN}`,
          accept: 'application/json',
          'accept-encoding': 'identity',
          'content-type': 'application/json',
        },
        body: '{"contact_uuid":"c-1","amount_in_cents":-1000,"shop_uuid":"123123"}',
        timeoutMs: 15_000,
      },
    ]);
  });

  it('sends only the value of the card if it spends by card', async () => {
    const { world, write } = aClient(answering(aDocumentedTransaction()));
    await write.createTransaction({
      ...spend,
      contact: { identifierValue: identifierValue('card') },
    });
    expect(world.requests[0]?.body).toBe(
      '{"contact_identifier_value":"card","amount_in_cents":-1000,"shop_uuid":"123123"}',
    );
  });

  it('has no body if it reverses', async () => {
    const { world, write } = aClient(answering(aDocumentedTransaction({ amount_in_cents: 1000 })));
    await write.reverseTransaction(transactionUuid('t-1'));
    expect(world.requests[0]).toMatchObject({ method: 'POST', body: null });
    expect(world.requests[0]?.url).toMatch(/\/prepaid-transactions\/t-1\/reverse$/);
  });

  it('has the same URL whether the API address ends in a slash or not', async () => {
    const world = aScriptedWorld();
    const config = aLeatConfig({ baseUrl: 'https://api.example/' });
    await createLeatRead(config, world, createServerClock(world)).health();
    expect(world.requests[0]?.url).toBe('https://api.example/api/v3/oauth/clients');
  });
});

describe('a spend whose reply is lost', () => {
  it('has the outcome `unknown`, and is sent only once', async () => {
    const { world, write } = aClient(() => ({ kind: 'lost', why: 'timeout' }));
    expect(await write.createTransaction(spend)).toMatchObject({ kind: 'unknown', why: 'timeout' });
    expect(world.requests).toHaveLength(1);
  });
});

describe('the client', () => {
  it('returns a card with its contact', async () => {
    const card = { name: 'Krabby Membership', value: 'v', active: true, contact: { uuid: 'c-1' } };
    const { read } = aClient(answering(card));
    expect(await read.findIdentifier(identifierValue('v'))).toMatchObject({
      value: { name: 'Krabby Membership', value: 'v', contactUuid: 'c-1' },
    });
  });

  it('returns a card that belongs to no contact, with its value as its name', async () => {
    const { read } = aClient(answering({ name: null, value: 'v', active: true, contact: null }));
    expect(await read.findIdentifier(identifierValue('v'))).toMatchObject({
      value: { name: 'v', contactUuid: null },
    });
  });

  it('never accepts an inactive card', async () => {
    const { read } = aClient(answering({ value: 'v', active: false, contact: { uuid: 'c-1' } }));
    expect(await read.findIdentifier(identifierValue('v'))).toMatchObject({
      kind: 'refused',
      reason: 'identifierInactive',
    });
  });

  it('returns a contact with the balance in cents, not with the field in whole euros', async () => {
    const contact = { uuid: 'c-1', prepaid_balance: { balance_in_cents: 4000 } };
    const { read } = aClient(answering({ ...contact, current_values: { prepaid_balance: 40 } }));
    expect(await read.getContact(contactUuid('c-1'))).toMatchObject({
      value: { uuid: 'c-1', balanceInCents: 4000 },
    });
  });

  it('returns a contact without a balance', async () => {
    const { read } = aClient(answering({ uuid: 'c-1', current_values: { prepaid_balance: 40 } }));
    expect(await read.getContact(contactUuid('c-1'))).toMatchObject({
      value: { balanceInCents: null },
    });
  });

  it('returns no balance if the server sends it as text', async () => {
    const contact = { uuid: 'c-1', prepaid_balance: { balance_in_cents: '4000' } };
    const { read } = aClient(answering(contact));
    expect(await read.getBalance(contactUuid('c-1'))).toMatchObject({ why: 'malformed' });
  });

  it('returns the shops', async () => {
    const { read } = aClient(answering([{ uuid: '123123', name: 'Krusty Krab', type: 'new' }]));
    expect(await read.listShops()).toMatchObject({
      value: [{ uuid: '123123', name: 'Krusty Krab' }],
    });
  });

  it('returns the company of the health check, or null if there is none', async () => {
    expect(await aClient(answering({ id: 1, company: 'Krab' })).read.health()).toMatchObject({
      value: { name: 'Krab', shop: null },
    });
    expect(await aClient(answering({ company: { x: 1 } })).read.health()).toMatchObject({
      value: { name: null },
    });
  });
});

describe('a reply to another request', () => {
  const other = { kind: 'unknown', why: 'otherRequest' };

  it('is not believed about a card', async () => {
    const { read } = aClient(answering({ value: 'other', contact: { uuid: 'c-2' } }));
    expect(await read.findIdentifier(identifierValue('v'))).toMatchObject(other);
  });

  it('is the right one even if the server changes the case of the card', async () => {
    const { read } = aClient(answering({ value: 'ABC', contact: { uuid: 'c-1' } }));
    expect(await read.findIdentifier(identifierValue('abc'))).toMatchObject({ kind: 'ok' });
  });

  it('is not believed about a contact or its balance', async () => {
    const { read } = aClient(answering({ uuid: 'c-2', prepaid_balance: { balance_in_cents: 1 } }));
    expect(await read.getContact(contactUuid('c-1'))).toMatchObject(other);
    expect(await read.getBalance(contactUuid('c-1'))).toMatchObject(other);
  });

  it('is not believed about a shop', async () => {
    const { read } = aClient(answering({ uuid: 'other', name: 'Other' }));
    expect(await read.getShop(shopUuid('123123'))).toMatchObject(other);
  });

  it('is not believed about a page of the list', async () => {
    const meta = { current_page: 1, last_page: 2, total: 31 };
    const { read } = aClient(() => aResponse({ data: [], meta }));
    const query = { contactUuid: contactUuid('c'), shopUuid: null };
    expect(await read.listTransactions({ ...query, page: 1 })).toMatchObject({ kind: 'ok' });
    expect(await read.listTransactions({ ...query, page: 2 })).toMatchObject(other);
  });

  it('is not believed about a one-time code', async () => {
    const found = { token: 'theirs', contact: { uuid: 'c-2' }, status: 'active' };
    const world = aScriptedWorld(() => aResponse({ data: found }));
    const tokens = createLeatSessionTokens(aLeatConfig(), world, createServerClock(world));
    expect(await tokens.find('ours')).toMatchObject(other);
    expect(await tokens.use('ours')).toMatchObject(other);
    expect(await tokens.find('theirs')).toMatchObject({ kind: 'ok' });
  });

  it('comes with the balance of the right contact if the contact itself has none', async () => {
    const { world, read } = aClient(() =>
      aResponse({
        data:
          world.requests.at(-1)?.url.endsWith('/prepaid-balance') === true
            ? { balance_in_cents: 700 }
            : { uuid: 'c-1' },
      }),
    );
    expect(await read.getBalance(contactUuid('c-1'))).toMatchObject({ value: 700 });
    expect(world.requests).toHaveLength(2);
  });
});

describe('the register flavour', () => {
  const register = { id: 1, name: 'Till 1', shop: { id: 15, uuid: '123123', name: 'Krusty Krab' } };

  it('refuses calls that it does not have, without a request', async () => {
    const { world, read, write } = aClient(() => aResponse({}), 'register');
    const query = { contactUuid: contactUuid('c'), shopUuid: null, page: 1 };
    const lacking = { kind: 'refused', reason: 'other', code: null, retryAfterMs: null };
    expect(await read.listTransactions(query)).toEqual(lacking);
    expect(await read.listShops()).toEqual(lacking);
    expect(await write.reverseTransaction(transactionUuid('t'))).toEqual(lacking);
    expect(world.requests).toEqual([]);
  });

  it('returns its shop from the health check', async () => {
    const { world, read } = aClient(answering(register), 'register');
    expect(await read.health()).toMatchObject({
      value: { name: 'Till 1', shop: { uuid: '123123', name: 'Krusty Krab' } },
    });
    expect(world.requests[0]?.url).toBe('https://api.example/api/v3/register');
  });

  it('finds only its own shop', async () => {
    const { read } = aClient(answering(register), 'register');
    expect(await read.getShop(shopUuid('123123'))).toMatchObject({
      value: { name: 'Krusty Krab' },
    });
    expect(await read.getShop(shopUuid('other'))).toMatchObject({ reason: 'shopNotFound' });
  });
});

describe('the clock of the server', () => {
  const headers = { date: 'Tue, 14 Nov 2023 22:13:20 GMT' };

  it.each([
    ['a success', aResponse({ data: { company: 'x' } }, { headers })],
    ['a refusal', aResponse(anError(1008), { status: 400, headers })],
  ])('is learned from %s', async (_what, response) => {
    const { clock, read } = aClient(() => response);
    await read.health();
    expect(clock.serverNow()?.earliest).toBe(1_700_000_000_000);
  });

  it.each([
    ["a hotspot's page", aResponse('<html>', { headers })],
    ['a gateway', aResponse('<html>', { status: 502, headers })],
  ])('is not learned from %s', async (_what, response) => {
    const { clock, read } = aClient(() => response);
    await read.health();
    expect(clock.serverNow()).toBeNull();
  });
});

describe('the token', () => {
  it('is in no outcome and in no client object, even if the server repeats it', async () => {
    const anyAnswer = fc.oneof(
      fc
        .record({
          status: fc.nat(600),
          body: fc.constantFrom(`"${SECRET_TOKEN}"`, `{"data":"${SECRET_TOKEN}"}`),
        })
        .map(({ status, body }) =>
          aResponse(body, { status, headers: { 'x-echo': SECRET_TOKEN } }),
        ),
      fc.constant({ kind: 'lost', why: 'reset' } as const),
    );
    await fc.assert(
      fc.asyncProperty(anyAnswer, async (answer) => {
        const { read, write, clock } = aClient(() => answer);
        const outcomes = [await read.health(), await write.createTransaction(spend)];
        expect(inspect({ outcomes, read, write, clock }, { depth: 9 })).not.toContain(SECRET_TOKEN);
      }),
    );
  });
});
