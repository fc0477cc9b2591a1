/**
 * Another till in the demo shop. Every few seconds it moves a euro for each demo contact, so that a trial shows what a
 * shared shop does: a lost reply cannot be proven by the rows of the shop.
 */
import { DEMO_SHOP_UUID } from './demo.ts';
import type { AccountData } from './data/index.ts';

export const OTHER_TILL_EVERY_MS = 10_000;

const AMOUNT_IN_CENTS = 100;

/** Returns the function that makes the till's next movements: first out of the balances, then back in. */
export function createOtherTill(
  data: Pick<AccountData, 'contacts' | 'shops' | 'addTransaction'>,
): () => void {
  let takenFrom: readonly string[] = [];
  return () => {
    const isOut = takenFrom.length === 0;
    const contacts = data
      .contacts()
      .filter(({ uuid, balance_in_cents: balanceInCents }) =>
        isOut ? balanceInCents >= AMOUNT_IN_CENTS : takenFrom.includes(uuid),
      );
    const hasShop = data.shops().some(({ uuid }) => uuid === DEMO_SHOP_UUID);
    const uuids = hasShop ? contacts.map(({ uuid }) => uuid) : [];
    const amountInCents = isOut ? -AMOUNT_IN_CENTS : AMOUNT_IN_CENTS;
    for (const contactUuid of uuids) {
      data.addTransaction({ contactUuid, amountInCents, shopUuid: DEMO_SHOP_UUID });
    }
    takenFrom = isOut ? uuids : [];
  };
}
