import { describe, expect, it } from 'vitest';
import { DEMO_CARDS } from '../../../src/sandbox/demo.ts';
import { aSandbox, call } from '../../builders/sandbox.ts';
import { DEMO_CARD, DEMO_CONTACT } from '../../builders/names.ts';

describe('the demo account', () => {
  it('has the shop and the card of the API documentation, with transactions that add up to €50.00', () => {
    const { sandbox } = aSandbox();
    expect(sandbox.data.shops()[0]).toMatchObject({ id: 15, uuid: '123123', name: 'Krusty Krab' });
    expect(sandbox.data.contacts()[0]).toMatchObject({
      uuid: DEMO_CONTACT,
      balance_in_cents: 5000,
      identifiers: [{ value: DEMO_CARD, name: 'Krabby Membership' }],
    });
  });

  it('has a history for every contact that adds up to the balance', () => {
    const { sandbox } = aSandbox();
    for (const contact of sandbox.data.contacts()) {
      const rows = sandbox.data.ledger(contact.uuid);
      const sum = rows.reduce((total, row) => total + row.amount_in_cents, 0);
      expect(rows.at(-1)?.balance_in_cents).toBe(sum);
      expect(contact.balance_in_cents).toBe(sum);
    }
  });

  it('is the same every time', () => {
    const [one, two] = [aSandbox(), aSandbox()];
    expect(one.sandbox.data.ledger(DEMO_CONTACT)).toStrictEqual(
      two.sandbox.data.ledger(DEMO_CONTACT),
    );
  });

  it.each(DEMO_CARDS)('has the $kind card, which behaves as its name says', ({ kind, value }) => {
    const { sandbox } = aSandbox();
    const { body } = call(
      sandbox,
      `GET contact-identifiers/find?contact_identifier_value=${value}`,
    );
    const owner = sandbox.data
      .contacts()
      .find(({ identifiers }) => identifiers.some((card) => card.value === value));
    const refusals: Record<string, unknown> = {
      blocked: { code: 60004 },
      unregistered: { data: { contact: null } },
      unknown: { code: 60003 },
    };
    expect(body).toMatchObject(refusals[kind] ?? { data: { contact: { uuid: owner?.uuid } } });
    const truths: Record<string, (contact: NonNullable<typeof owner>) => boolean> = {
      ordinary: ({ balance_in_cents: balance }) => balance === 50_00,
      rich: ({ balance_in_cents: balance }) => balance > 10_000_00,
      empty: ({ balance_in_cents: balance }) => balance === 0,
      longName: ({ identifiers }) => identifiers.some(({ name }) => name.length > 60),
      longHistory: ({ uuid }) => sandbox.data.ledger(uuid).length > 75,
      firstOfTwo: ({ identifiers }) => identifiers[0]?.value === value && identifiers.length === 2,
      secondOfTwo: ({ identifiers }) => identifiers[1]?.value === value && identifiers.length === 2,
    };
    expect(owner).toSatisfy(truths[kind] ?? (() => kind in refusals));
  });

  it('has a history that needs more than two pages of 30', () => {
    const { sandbox } = aSandbox();
    const longest = sandbox.data.contacts().map(({ uuid }) => sandbox.data.ledger(uuid).length);
    expect(Math.max(...longest)).toBeGreaterThan(75);
  });
});
