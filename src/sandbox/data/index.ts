/**
 * The changes that staff would make in Leat's dashboard, for tests and people: shops, contacts, cards, tokens, the
 * ledger.
 */
import type { Sources, Store } from '../context.ts';
import { createContactData, type ContactData } from './contacts.ts';
import { createLedgerData, type LedgerData } from './ledger.ts';
import { createShopData, type ShopData } from './shops.ts';

/** Every method throws `SandboxInputError` for invalid input. */
export type AccountData = ShopData & ContactData & LedgerData;

export function createAccountData(sources: Store & Sources): AccountData {
  return {
    ...createShopData(sources),
    ...createContactData(sources),
    ...createLedgerData(sources),
  };
}
