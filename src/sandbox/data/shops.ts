/** Adds shops and the tokens of registers, as the dashboard does. */
import * as v from 'valibot';
import type { Sources, Store } from '../context.ts';
import { parseInput } from '../input.ts';
import type { ShopRow, TokenRow } from '../state/shops.ts';
import { found, name, refuseIf } from './fields.ts';

export const shopSchema = v.strictObject({
  uuid: v.optional(name),
  /** Null means the next free id. */
  id: v.optional(v.nullable(v.pipe(v.number(), v.safeInteger(), v.minValue(1))), null),
  name,
  type: v.optional(name, 'physical'),
  reference: v.optional(v.nullable(v.string()), null),
});
export const registerTokenSchema = v.strictObject({ token: v.optional(name), shopUuid: name });

export interface ShopData {
  shops: () => ShopRow[];
  addShop: (input: v.InferInput<typeof shopSchema>) => ShopRow;
  tokens: () => TokenRow[];
  addRegisterToken: (input: v.InferInput<typeof registerTokenSchema>) => TokenRow;
}

export function createShopData({ shops, newId }: Store & Sources): ShopData {
  return {
    shops: () => shops.all(),
    addShop: (input) => {
      const { uuid = newId(), ...shop } = parseInput(shopSchema, input);
      refuseIf(shops.byUuid(uuid) !== undefined, `A shop ${uuid} exists already.`);
      refuseIf(
        shops.all().some(({ id }) => id === shop.id),
        `A shop with the id ${String(shop.id)} exists already.`,
      );
      shops.add({ uuid, ...shop });
      return found(shops.byUuid(uuid), 'shop', uuid);
    },
    tokens: () => shops.tokens(),
    addRegisterToken: (input) => {
      const { token = newId(), shopUuid } = parseInput(registerTokenSchema, input);
      refuseIf(/\s/.test(token), 'A token has no spaces.');
      refuseIf(shops.token(token)?.flavour === 'clients', 'That is a personal access token.');
      const shop = found(shops.byUuid(shopUuid), 'shop', shopUuid);
      const row: TokenRow = { token, flavour: 'register', shop_uuid: shop.uuid };
      shops.addToken(row);
      return row;
    },
  };
}
