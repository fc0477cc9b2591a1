/** Routes about the account itself: the health check and the shops. */
import type { Route } from '../context.ts';
import { data, refusal, type Reply } from '../http/reply.ts';
import { serializeShop } from '../serializers.ts';
import type { ShopRow } from '../state/shops.ts';

export const health: Route = {
  name: 'health',
  method: 'GET',
  flavours: ['clients', 'register'],
  path: '',
  summary: 'Check the token. Names the account, or the register and its shop.',
  source: 'documented: Health check; fields from integrators and the SDK',
  fields: [],
  codes: [],
  reply: 'Health',
  answer: ({ token, shops }) => {
    if (token.shop_uuid === null) {
      return data({ id: 1, uuid: 'sandbox-account', company: 'Krusty Krab Group' });
    }
    const shop = shops.byUuid(token.shop_uuid);
    return shop === undefined ? refusal(1008) : registerHealth(shop);
  },
};

export const listShops: Route = {
  name: 'listShops',
  method: 'GET',
  flavours: ['clients'],
  path: 'shops',
  summary: 'List all shops of the account.',
  source: 'documented: Shops, List',
  fields: [],
  codes: [],
  reply: 'ShopList',
  answer: ({ shops }) => data(shops.all().map(serializeShop)),
};

export const getShop: Route = {
  name: 'getShop',
  method: 'GET',
  flavours: ['clients'],
  path: 'shops/{shop_uuid}',
  summary: 'Get one shop.',
  source: 'documented: Shops, Get',
  fields: [],
  codes: [1008],
  reply: 'Shop',
  answer: ({ params, shops }) => {
    const shop = shops.byUuid(params['shop_uuid'] ?? '');
    return shop === undefined ? refusal(1008) : data(serializeShop(shop));
  },
};

function registerHealth(shop: ShopRow): Reply {
  return data({
    id: shop.id,
    name: `Register of ${shop.name}`,
    identifier: `register-${shop.id}`,
    shop: { id: shop.id, ...serializeShop(shop) },
  });
}
