import { describe, expect, it } from 'vitest';
import { DEMO_CARDS } from '../../../src/sandbox/demo.ts';
import { balanceText } from '../../../src/sandbox/serializers.ts';
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

  it.each(DEMO_CARDS)(
    'has the card $label, which behaves as its label says',
    ({ label, value }) => {
      const { sandbox } = aSandbox();
      const { body } = call(
        sandbox,
        `GET contact-identifiers/find?contact_identifier_value=${value}`,
      );
      const owner = sandbox.data
        .contacts()
        .find(({ identifiers }) => identifiers.some((card) => card.value === value));
      const truths: Record<string, unknown> = {
        'A blocked card': { code: 60004 },
        'A card of nobody yet': { data: { contact: null } },
        'A card that nobody knows': { code: 60003 },
      };
      expect(body).toMatchObject(truths[label] ?? { data: { contact: { uuid: owner?.uuid } } });
      expect(truths[label] ?? label).toSatisfy(
        (truth) =>
          typeof truth !== 'string' ||
          truth.endsWith(`· ${balanceText(owner?.balance_in_cents ?? 0)}`),
      );
    },
  );

  it('has a history that needs more than two pages of 30', () => {
    const { sandbox } = aSandbox();
    const longest = sandbox.data.contacts().map(({ uuid }) => sandbox.data.ledger(uuid).length);
    expect(Math.max(...longest)).toBeGreaterThan(75);
  });
});
