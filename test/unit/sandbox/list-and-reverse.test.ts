import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import type { Sandbox } from '../../../src/sandbox/model.ts';
import { aSandbox, aSpendRequest, call, refused } from '../../builders/sandbox.ts';
import { DEMO_CONTACT, DEMO_SHOP } from '../../builders/names.ts';

const pageSchema = v.object({
  data: v.array(
    v.object({ uuid: v.string(), prepaid_balance: v.object({ balance_in_cents: v.number() }) }),
  ),
  meta: v.record(v.string(), v.nullable(v.number())),
});

function page(sandbox: Sandbox, query: string): v.InferOutput<typeof pageSchema> {
  return v.parse(pageSchema, call(sandbox, `GET prepaid-transactions?${query}`).body);
}

function pearl(sandbox: Sandbox): string {
  return sandbox.data.contacts().find(({ name }) => name === 'Pearl')?.uuid ?? '';
}

function allUuids(sandbox: Sandbox, query: string): string[] {
  const pages = page(sandbox, query).meta['last_page'] ?? 0;
  return Array.from({ length: pages }, (_, index) =>
    page(sandbox, `${query}&page=${String(index + 1)}`).data.map(({ uuid }) => uuid),
  ).flat();
}

function spend(sandbox: Sandbox, changes: Record<string, unknown> = {}): string {
  const reply = call(sandbox, 'POST prepaid-transactions', { body: aSpendRequest(changes) });
  return v.parse(v.object({ data: v.object({ uuid: v.string() }) }), reply.body).data.uuid;
}

describe('the list of transactions', () => {
  it('has the contact in every item, in the documented shape', () => {
    const { sandbox } = aSandbox();
    const reply = call(
      sandbox,
      `GET prepaid-transactions?contact_uuid=${DEMO_CONTACT}&limit=1&page=2`,
    );
    expect(reply.body).toStrictEqual({
      data: [
        {
          uuid: '5ea1ab1e-0001-4000-8000-000000000002',
          amount_in_cents: -1250,
          prepaid_balance: { balance_in_cents: 3750, balance: '€37.50' },
          created_at: '2023-11-10T23:49:22+00:00',
          shop: { id: 15, uuid: DEMO_SHOP, reference: null, name: 'Krusty Krab' },
          contact_identifier: {
            name: 'Krabby Membership',
            value: 'cilwjefwnsvidjfkjskjf',
            active: true,
          },
          contact: { uuid: DEMO_CONTACT, email: 'spongebob@bikinibottom.sea' },
        },
      ],
      meta: { current_page: 2, from: 2, last_page: 5, per_page: 1, total: 5 },
    });
  });

  it.each([
    ['', 10, 8],
    ['&limit=30', 30, 3],
    ['&limit=500', 30, 3],
    ['&limit=7', 7, 12],
  ])('with %j has %i items a page', (query, perPage, lastPage) => {
    const { sandbox } = aSandbox();
    const { data, meta } = page(sandbox, `contact_uuid=${pearl(sandbox)}${query}`);
    expect(data).toHaveLength(perPage);
    expect(meta).toStrictEqual({
      current_page: 1,
      from: 1,
      last_page: lastPage,
      per_page: perPage,
      total: 80,
    });
  });

  it('is empty past its last page', () => {
    const { sandbox } = aSandbox();
    expect(page(sandbox, `contact_uuid=${DEMO_CONTACT}&page=9`)).toMatchObject({
      data: [],
      meta: { current_page: 9, from: null, total: 5 },
    });
  });

  it.each([
    ['limit=0', 1003],
    ['page=-1', 1003],
    ['page=NaN', 1003],
    ['contact_uuid=none', 55031],
    ['shop_uuid=none', 1008],
  ])('with %s is refused', (query, code) => {
    const { sandbox } = aSandbox();
    expect(call(sandbox, `GET prepaid-transactions?${query}`)).toMatchObject(refused(code));
  });

  it('can be filtered by contact, by shop, by both and by neither', () => {
    const { sandbox } = aSandbox();
    spend(sandbox, { shop_uuid: '12312312312312' });
    const totalOf = (query: string): number | null | undefined =>
      page(sandbox, query).meta['total'];
    expect(totalOf(`contact_uuid=${DEMO_CONTACT}`)).toBe(6);
    expect(totalOf('shop_uuid=12312312312312')).toBe(1);
    expect(totalOf(`contact_uuid=${DEMO_CONTACT}&shop_uuid=${DEMO_SHOP}`)).toBe(5);
    expect(totalOf('')).toBe((totalOf(`shop_uuid=${DEMO_SHOP}`) ?? 0) + 1);
  });

  it('counts transactions that were made after the last request', () => {
    const { sandbox } = aSandbox();
    for (const total of [5, 6, 7]) {
      expect(page(sandbox, `contact_uuid=${DEMO_CONTACT}`)).toMatchObject({ meta: { total } });
      expect(
        page(sandbox, `contact_uuid=${DEMO_CONTACT}&shop_uuid=${DEMO_SHOP}`).data,
      ).toHaveLength(total);
      spend(sandbox);
    }
  });

  it.each(['ascending', 'descending', 'shuffled'] as const)(
    'shows every transaction once over all pages when %s',
    (listOrder) => {
      const { sandbox } = aSandbox();
      const contactUuid = pearl(sandbox);
      sandbox.setBehaviour({ listOrder });
      const expected = sandbox.data.ledger(contactUuid).map(({ uuid }) => uuid);
      const seen = allUuids(sandbox, `contact_uuid=${contactUuid}&limit=7`);
      expect(seen.toSorted()).toStrictEqual(expected.toSorted());
      const inOrder = listOrder === 'descending' ? expected.toReversed() : expected;
      expect(JSON.stringify(seen) === JSON.stringify(inOrder)).toBe(listOrder !== 'shuffled');
    },
  );

  it('may repeat and skip rows between pages when its order is unstable', () => {
    const { sandbox } = aSandbox();
    sandbox.setBehaviour({ listOrder: 'unstable' });
    const seen = allUuids(sandbox, `contact_uuid=${pearl(sandbox)}&limit=30`);
    expect(seen).toHaveLength(80);
    expect(new Set(seen).size).toBeLessThan(80);
  });

  it('shows the balance after each transaction, or the present balance', () => {
    const { sandbox } = aSandbox();
    const first = (): number | undefined =>
      page(sandbox, `contact_uuid=${DEMO_CONTACT}&limit=1`).data[0]?.prepaid_balance
        .balance_in_cents;
    spend(sandbox);
    expect(first()).toBe(5000);
    sandbox.setBehaviour({ listBalance: 'current' });
    expect(first()).toBe(4000);
  });

  it('can lag behind a write, like the balance', () => {
    const { sandbox, clock } = aSandbox();
    sandbox.setBehaviour({ listLagMs: 3000, balanceLagMs: 5000 });
    spend(sandbox);
    const seen = (): unknown => [
      page(sandbox, `contact_uuid=${DEMO_CONTACT}`).meta['total'],
      page(sandbox, `contact_uuid=${DEMO_CONTACT}`).data.length,
      call(sandbox, `GET contacts/${DEMO_CONTACT}/prepaid-balance`).body,
    ];
    const balance = (balanceInCents: number): unknown => ({
      data: { balance_in_cents: balanceInCents },
    });
    expect(seen()).toMatchObject([5, 5, balance(5000)]);
    clock.nowMs += 3000;
    expect(seen()).toMatchObject([6, 6, balance(5000)]);
    clock.nowMs += 2000;
    expect(seen()).toMatchObject([6, 6, balance(4000)]);
  });
});

describe('a reversal', () => {
  it('is a new transaction of the opposite amount, and does not change the first one', () => {
    const { sandbox } = aSandbox();
    const uuid = spend(sandbox);
    const before = sandbox.data.ledger(DEMO_CONTACT).find((row) => row.uuid === uuid);
    expect(call(sandbox, `POST prepaid-transactions/${uuid}/reverse`)).toMatchObject({
      status: 200,
      body: {
        data: {
          uuid: 'new-2',
          amount_in_cents: 1000,
          prepaid_balance: { balance_in_cents: 5000 },
          shop: { uuid: DEMO_SHOP },
          contact_identifier: null,
        },
      },
    });
    const after = sandbox.data.ledger(DEMO_CONTACT).find((row) => row.uuid === uuid);
    expect(after).toStrictEqual({ ...before, contact_balance_in_cents: 5000 });
  });

  it('of a transaction that does not exist is refused with the configured error code', () => {
    const { sandbox } = aSandbox();
    const target = 'POST prepaid-transactions/none/reverse';
    expect(call(sandbox, target)).toMatchObject(refused(1003));
    sandbox.setBehaviour({ unknownTransactionCode: 60013 });
    expect(call(sandbox, target)).toMatchObject(refused(60013));
  });

  it('can be made twice, unless the sandbox is set to refuse the second one', () => {
    const { sandbox } = aSandbox();
    const target = `POST prepaid-transactions/${spend(sandbox)}/reverse`;
    expect([call(sandbox, target).status, call(sandbox, target).status]).toStrictEqual([200, 200]);
    sandbox.setBehaviour({ doubleReverse: 'refuse', doubleReverseCode: 55025 });
    expect(call(sandbox, target)).toMatchObject(refused(55025));
  });

  it('of a reversal is allowed, unless the sandbox is set to refuse it', () => {
    const { sandbox } = aSandbox();
    call(sandbox, `POST prepaid-transactions/${spend(sandbox)}/reverse`);
    sandbox.setBehaviour({ reverseOfReversal: 'refuse' });
    expect(call(sandbox, 'POST prepaid-transactions/new-2/reverse')).toMatchObject(refused(1003));
    sandbox.setBehaviour({ reverseOfReversal: 'allow' });
    expect(call(sandbox, 'POST prepaid-transactions/new-2/reverse').status).toBe(200);
  });

  it('fails if its card has become inactive, unless the sandbox is set to allow it', () => {
    const { sandbox } = aSandbox();
    const value = 'TWIN-0001';
    const uuid = spend(sandbox, { contact_uuid: undefined, contact_identifier_value: value });
    sandbox.data.changeIdentifier({ value, active: false });
    const target = `POST prepaid-transactions/${uuid}/reverse`;
    expect(call(sandbox, target)).toMatchObject(refused(60004));
    sandbox.setBehaviour({ reverseInactiveCard: 'allow' });
    expect(call(sandbox, target)).toMatchObject({
      body: { data: { contact_identifier: { value, active: false } } },
    });
  });
});
