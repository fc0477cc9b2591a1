/** The list of transactions and the reversal. Only the OAuth routes have them. */
import type { Route, RouteContext } from '../context.ts';
import { checkFields } from '../http/check.ts';
import { data, refusal, type JsonObject } from '../http/reply.ts';
import { serializeListItem } from '../serializers.ts';
import type { ListOrder, ListQuery } from '../state/pages.ts';
import { appendTransaction } from './create-transaction.ts';

/** documented: the default is 10, the maximum 30. A larger limit counts as 30 (inferred). */
const LIMIT_DEFAULT = 10;
const LIMIT_MAX = 30;

export const listTransactions: Route = {
  name: 'listTransactions',
  method: 'GET',
  flavours: ['clients'],
  path: 'prepaid-transactions',
  summary:
    'List prepaid transactions by page. Their order is not documented (behaviour `listOrder`).',
  source: 'documented: List Prepaid Transactions',
  fields: [
    {
      name: 'contact_uuid',
      in: 'query',
      type: 'string',
      required: false,
      description: 'Only of this contact.',
    },
    {
      name: 'shop_uuid',
      in: 'query',
      type: 'string',
      required: false,
      description: 'Only in this shop.',
    },
    {
      name: 'limit',
      in: 'query',
      type: 'integer',
      required: false,
      description: 'Default 10, at most 30.',
    },
    { name: 'page', in: 'query', type: 'integer', required: false, description: 'Default 1.' },
  ],
  codes: [1003, 55031, 1008],
  reply: 'PrepaidTransactionList',
  answer: (context) => {
    const { query, contacts, shops, ledger, behaviour } = context;
    const check = checkFields(query);
    const contactUuid = check.text('contact_uuid');
    const shopUuid = check.text('shop_uuid');
    const limit = Math.min(check.positiveInteger('limit', LIMIT_DEFAULT), LIMIT_MAX);
    const page = check.positiveInteger('page', 1);
    const errors = check.errors();
    if (errors !== null) return refusal(1003, errors);
    const contact = contactUuid === null ? null : contacts.byUuid(contactUuid);
    if (contact === undefined) return refusal(55031);
    const shop = shopUuid === null ? null : shops.byUuid(shopUuid);
    if (shop === undefined) return refusal(1008);
    const { rows, total } = ledger.list({
      contactId: contact?.id ?? null,
      shopId: shop?.id ?? null,
      ...lagOf(context),
      order: orderOf(context),
      page,
      limit,
    });
    const items = rows.map((row) =>
      serializeListItem(
        row,
        behaviour.listBalance === 'snapshot' ? row.balance_in_cents : row.contact_balance_in_cents,
      ),
    );
    return data(items, pageMeta({ page, limit, total, count: rows.length }));
  },
};

export const reverseTransaction: Route = {
  name: 'reverseTransaction',
  method: 'POST',
  flavours: ['clients'],
  path: 'prepaid-transactions/{prepaid_transaction_uuid}/reverse',
  summary: 'Reverse a transaction with a new one of the opposite amount. The first one stays.',
  source: 'documented: Reverse Prepaid Transaction',
  fields: [],
  codes: [1003, 55031, 60003, 60004, 1008],
  reply: 'PrepaidTransaction',
  answer: (context) => {
    const { params, ledger, behaviour } = context;
    const original = ledger.byUuid(params['prepaid_transaction_uuid'] ?? '');
    if (original === undefined) return refusal(behaviour.unknownTransactionCode);
    if (behaviour.doubleReverse === 'refuse' && ledger.isReversed(original.id)) {
      return refusal(behaviour.doubleReverseCode);
    }
    if (behaviour.reverseOfReversal === 'refuse' && original.reverses_id !== null) {
      return refusal(behaviour.doubleReverseCode);
    }
    if (behaviour.reverseInactiveCard === 'refuse' && original.identifier_active === 0) {
      return refusal(60004);
    }
    return appendTransaction(context, {
      contact: {
        id: original.contact_id,
        balance_in_cents: original.contact_balance_in_cents,
      },
      shop: { id: original.shop_id },
      identifier: original.identifier_id === null ? null : { id: original.identifier_id },
      amountInCents: original.amount_in_cents === 0 ? 0 : -original.amount_in_cents,
      reversesId: original.id,
    });
  },
};

function orderOf({ behaviour, random }: RouteContext): ListOrder {
  switch (behaviour.listOrder) {
    case 'ascending':
    case 'descending':
    case 'uuid':
      return behaviour.listOrder;
    case 'shuffled':
      return { salt: 2_654_435_761 };
    case 'unstable':
      // The salt is odd, so that no two rows get the same position.
      return { salt: Math.floor(random() * 2_147_483_648) * 2 + 1 };
  }
}

function lagOf({ behaviour, now }: RouteContext): Pick<ListQuery, 'late' | 'countedUntilMs'> {
  const { listLagMs, listLagOf, totalLagMs } = behaviour;
  return {
    late: listLagMs === 0 ? null : { untilMs: now() - listLagMs, which: listLagOf },
    countedUntilMs: totalLagMs === null ? null : now() - totalLagMs,
  };
}

function pageMeta({
  page,
  limit,
  total,
  count,
}: Readonly<Record<'page' | 'limit' | 'total' | 'count', number>>): JsonObject {
  return {
    current_page: page,
    from: count === 0 ? null : (page - 1) * limit + 1,
    last_page: Math.max(1, Math.ceil(total / limit)),
    per_page: limit,
    total,
  };
}
