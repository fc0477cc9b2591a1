/** What the API says, once parsed: only the fields that the kiosk uses, in the kiosk's types. */
import type { ContactUuid, IdentifierValue, ShopUuid, TransactionUuid } from '../../shared/ids.ts';
import type { Cents } from '../../shared/money.ts';
import type { EpochMs } from '../../shared/time.ts';
import type { Outcome } from './outcome.ts';

/** `clients`: the OAuth routes with a personal access token. `register`: the older API of one till, without list and reverse. */
export type Flavour = 'clients' | 'register';

/** What the chosen flavour can do; shown at set-up, so that a lack is never a surprise. */
export interface Capabilities {
  canListTransactions: boolean;
  canReverse: boolean;
  canListShops: boolean;
  /** One-time codes that stand for a contact. */
  canUseSessionTokens: boolean;
}

export interface Shop {
  uuid: ShopUuid;
  name: string;
}

export interface Health {
  /** The company of the account, or the name of the register. */
  name: string | null;
  /** The shop that a register's token belongs to; null for `clients`, whose token is for all shops. */
  shop: Shop | null;
}

export interface ContactIdentifier {
  name: string;
  value: IdentifierValue;
  /** Null for a card that belongs to nobody yet. */
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
  /** After the transaction in the reply to a create; undocumented meaning in a list. */
  balanceInCents: Cents;
  /** By the server's clock, whole seconds. */
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
  /** Of all pages, for this filter. */
  total: number;
}

export interface ListQuery {
  contactUuid: ContactUuid;
  /** Null for all shops. */
  shopUuid: ShopUuid | null;
  /** From 1. */
  page: number;
}

/** The API allows at most this many rows a page. */
export const LIST_LIMIT = 30;

export interface LeatRead {
  readonly capabilities: Capabilities;
  health(): Promise<Outcome<Health>>;
  listShops(): Promise<Outcome<readonly Shop[]>>;
  /** With `register`, only its own shop is found. */
  getShop(shopUuid: ShopUuid): Promise<Outcome<Shop>>;
  findIdentifier(value: IdentifierValue): Promise<Outcome<ContactIdentifier>>;
  getContact(contactUuid: ContactUuid): Promise<Outcome<Contact>>;
  getBalance(contactUuid: ContactUuid): Promise<Outcome<Cents>>;
  /** Rows in an undocumented order, at most `LIST_LIMIT` a page; `refused`/`other` where the flavour has no list. */
  listTransactions(query: ListQuery): Promise<Outcome<TransactionPage>>;
}

export interface SessionToken {
  contactUuid: ContactUuid;
  /** Documented: `active` and `used`; what else there may be, such as an expired one, is `over`. */
  status: 'active' | 'used' | 'over';
}

/** One-time codes that a contact shows instead of a card. A code is a secret until it is used. */
export interface LeatSessionTokens {
  find(token: string): Promise<Outcome<SessionToken>>;
  /** Uses it up; refused, by an undocumented code, where it is used already. */
  use(token: string): Promise<Outcome<SessionToken>>;
}

export interface CreateTransaction {
  /** By contact where it is known; by card value is what the API also takes. */
  contact: { contactUuid: ContactUuid } | { identifierValue: IdentifierValue };
  amountInCents: Cents;
  shopUuid: ShopUuid;
}

/** The two calls that move money. Only the sender in `sync/` may hold one. */
export interface LeatWrite {
  createTransaction(request: CreateTransaction): Promise<Outcome<PrepaidTransaction>>;
  reverseTransaction(transactionUuid: TransactionUuid): Promise<Outcome<PrepaidTransaction>>;
}
