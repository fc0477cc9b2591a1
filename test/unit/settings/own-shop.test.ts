import { expect, it } from 'vitest';
import { isOwnShopUnsaid } from '../../../src/main/settings/own-shop.ts';

it.each([
  ['krusty', null, true],
  ['krusty', true, false],
  ['krusty', false, false],
  [null, null, false],
])('the shop %s with ownShop %s has to be asked for: %s', (shopUuid, ownShop, isUnsaid) => {
  expect(isOwnShopUnsaid({ shopUuid, ownShop })).toBe(isUnsaid);
});
