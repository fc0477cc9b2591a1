import { describe, expect, it } from 'vitest';
import { handleAdmin } from '../../../src/sandbox/admin-api/index.ts';
import { ADMIN_ROUTES } from '../../../src/sandbox/admin-api/routes.ts';
import { requestFromUrl } from '../../../src/sandbox/http/exchange.ts';
import type { Sandbox } from '../../../src/sandbox/model.ts';
import { aSandbox, aSpendRequest, call, refused } from '../../builders/sandbox.ts';
import { DEMO_CARD, DEMO_CONTACT } from '../../builders/names.ts';

function control(
  sandbox: Sandbox,
  target: string,
  body?: unknown,
): { status: number; body: unknown } {
  const [method = '', path = ''] = target.split(' ');
  const { status, body: text } = handleAdmin(
    sandbox,
    requestFromUrl({
      method,
      url: `/__sandbox/${path}`,
      headers: {},
      body: typeof body === 'string' ? body : JSON.stringify(body ?? null),
    }),
  );
  return { status, body: JSON.parse(text) };
}

describe('/__sandbox/', () => {
  it.each(ADMIN_ROUTES.filter(({ path }) => !path.includes('{')))(
    'answers $method $path with the example of its page',
    ({ method, path, example }) => {
      const { sandbox } = aSandbox();
      expect(control(sandbox, `${method} ${path}`, example).status).toBe(200);
    },
  );

  it.each(ADMIN_ROUTES.filter(({ example }) => example !== undefined))(
    'refuses an invalid body at $method $path, and says why',
    ({ method, path }) => {
      const { sandbox } = aSandbox();
      for (const nonsense of ['', '{', '7', '[]', '{"nonsense":true}']) {
        const reply = control(sandbox, `${method} ${path}`, nonsense);
        expect(reply.status).toBe(400);
        expect(reply.body).toHaveProperty('message');
      }
    },
  );

  it('adds a contact with a card and a balance, which the API then returns', () => {
    const { sandbox } = aSandbox();
    control(sandbox, 'POST contacts', { uuid: 'plankton', balanceInCents: 700 });
    control(sandbox, 'POST contact-identifiers', { value: 'P-1', contactUuid: 'plankton' });
    const body = aSpendRequest({ contact_uuid: undefined, contact_identifier_value: 'P-1' });
    expect(call(sandbox, 'POST prepaid-transactions', { body })).toMatchObject({
      body: {
        data: {
          prepaid_balance: { balance_in_cents: -300 },
          contact_identifier: { name: 'P-1', active: true },
        },
      },
    });
    expect(control(sandbox, 'GET contacts/plankton/ledger')).toMatchObject({
      body: [{ amount_in_cents: 700 }, { amount_in_cents: -1000, identifier_value: 'P-1' }],
    });
  });

  it('deactivates and unlinks a card', () => {
    const { sandbox } = aSandbox();
    const find = `GET contact-identifiers/find?contact_identifier_value=${DEMO_CARD}`;
    control(sandbox, 'PATCH contact-identifiers', { value: DEMO_CARD, contactUuid: null });
    expect(call(sandbox, find)).toMatchObject({ body: { data: { contact: null } } });
    control(sandbox, 'PATCH contact-identifiers', { value: DEMO_CARD, active: false });
    expect(call(sandbox, find)).toMatchObject(refused(60004));
  });

  it('gives a contact another uuid, as a merge does', () => {
    const { sandbox } = aSandbox();
    control(sandbox, 'PATCH contacts', { contactUuid: DEMO_CONTACT, newUuid: 'merged' });
    expect(call(sandbox, `GET contacts/${DEMO_CONTACT}`)).toMatchObject(refused(55031));
    expect(call(sandbox, 'GET contacts/merged/prepaid-balance')).toMatchObject({
      body: { data: { balance_in_cents: 5000 } },
    });
  });

  it('adds a register, whose token works on its routes only', () => {
    const { sandbox } = aSandbox();
    control(sandbox, 'POST tokens', { token: 'till-2', shopUuid: '12312312312312' });
    expect(call(sandbox, 'GET ', { flavour: 'register', token: 'till-2' })).toMatchObject({
      body: { data: { shop: { id: 16 } } },
    });
    expect(call(sandbox, 'GET ', { token: 'till-2' }).status).toBe(401);
  });

  it('resets the sandbox to the demo account or to an empty account', () => {
    const { sandbox } = aSandbox();
    call(sandbox, 'POST prepaid-transactions', { body: aSpendRequest() });
    control(sandbox, 'POST reset', { data: 'demo' });
    expect(sandbox.data.ledger(DEMO_CONTACT)).toHaveLength(5);
    control(sandbox, 'POST reset', { data: 'empty' });
    expect(call(sandbox, 'GET shops')).toMatchObject({ status: 200, body: { data: [] } });
    expect(call(sandbox, 'GET prepaid-transactions')).toMatchObject({ body: { data: [] } });
  });

  it('names the thing that does not exist', () => {
    const { sandbox } = aSandbox();
    expect(control(sandbox, 'GET nothing').status).toBe(404);
    expect(control(sandbox, 'DELETE faults/9').status).toBe(404);
    expect(control(sandbox, 'GET contacts/%E0%A4%A/ledger')).toMatchObject({
      status: 400,
      body: { message: 'There is no contact %E0%A4%A.' },
    });
    expect(control(sandbox, 'POST contacts', { uuid: DEMO_CONTACT }).status).toBe(400);
  });
});
