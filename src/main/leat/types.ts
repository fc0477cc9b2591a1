/** The API's data in the kiosk's types, with only the fields that the kiosk uses. */
import type { ContactUuid, IdentifierValue, ShopUuid, TransactionUuid } from '../../shared/ids.ts';
import type { Cents } from '../../shared/money.ts';
import type { EpochMs } from '../../shared/time.ts';
import type { Outcome } from './outcome.ts';

/** `clients`: the OAuth routes, with a personal access token. `register`: the older API for one till, without list and reverse. */
export type Flavour = 'clients' | 'register';

/** What this flavour of the API can do. */
export interface Capabilities {
  canListTransactions: boolean;
  canReverse: boolean;
  canListShops: boolean;
  /** The API has one-time codes that identify a contact. */
  canUseSessionTokens: boolean;
}

export interface Shop {
  uuid: ShopUuid;
  name: string;
}

export interface Health {
  /** The company of the account, or the name of the register. */
  name: string | null;
  /** The shop of a register's token. Null for `clients`, whose token works for all shops. */
  shop: Shop | null;
}

export interface ContactIdentifier {
  name: string;
  value: IdentifierValue;
  /** Null if the card belongs to no contact yet. */
  contactUuid: ContactUuid | null;
}

export interface Contact {
  uuid: ContactUuid;
  balanceInCents: Cents | null;
}

export interface PrepaidTransaction {
  uuid: TransactionUuid;
  /** Negative for a spend, positive for a top-up. */
  amountInCents: Cents;
  /** In the reply to a create: the balance after the transaction. In a list the meaning is not documented. */
  balanceInCents: Cents;
  /** By the server's clock, in whole seconds. */
  createdAt: EpochMs;
  shopUuid: ShopUuid | null;
  shopName: string | null;
  contactUuid: ContactUuid | null;
  identifierValue: IdentifierValue | null;
}

export interface TransactionPage {
  transactions: readonly PrepaidTransaction[];
  page: number;
  lastPage: number;
  /** The number of rows on all pages together, for this filter. */
  total: number;
}

export interface ListQuery {
  contactUuid: ContactUuid;
  /** Null for all shops. */
  shopUuid: ShopUuid | null;
  /** From 1. */
  page: number;
  /** Rows a page. The default is the maximum. */
  limit?: number;
}

/** The API allows at most this many rows on a page. */
export const LIST_LIMIT = 30;

export interface LeatRead {
  readonly capabilities: Capabilities;
  health(): Promise<Outcome<Health>>;
  listShops(): Promise<Outcome<readonly Shop[]>>;
  /** `register` finds only its own shop. */
  getShop(shopUuid: ShopUuid): Promise<Outcome<Shop>>;
  findIdentifier(value: IdentifierValue): Promise<Outcome<ContactIdentifier>>;
  getContact(contactUuid: ContactUuid): Promise<Outcome<Contact>>;
  getBalance(contactUuid: ContactUuid): Promise<Outcome<Cents>>;
  /** The order is not documented. At most `LIST_LIMIT` rows a page. `refused`/`other` if the flavour has no list. */
  listTransactions(query: ListQuery): Promise<Outcome<TransactionPage>>;
}

export interface SessionToken {
  /** Null if the reply does not name the code. */
  token: string | null;
  contactUuid: ContactUuid;
  /** Documented: `active` and `used`. Any other status, such as an expired one, becomes `over`. */
  status: 'active' | 'used' | 'over';
}

/** A contact can show a one-time code instead of a card. The code is a secret until it is used. */
export interface LeatSessionTokens {
  find(token: string): Promise<Outcome<SessionToken>>;
  /** Marks the code as used. Refused with an undocumented error code if the code was used already. */
  use(token: string): Promise<Outcome<SessionToken>>;
}

export interface CreateTransaction {
  /** The API accepts either of the two. */
  contact: { contactUuid: ContactUuid } | { identifierValue: IdentifierValue };
  amountInCents: Cents;
  shopUuid: ShopUuid;
}

/** The two calls that move money. Only sync/sender.ts may use them. */
export interface LeatWrite {
  createTransaction(request: CreateTransaction): Promise<Outcome<PrepaidTransaction>>;
  reverseTransaction(transactionUuid: TransactionUuid): Promise<Outcome<PrepaidTransaction>>;
}
