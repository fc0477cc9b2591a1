/** The paths of the calls, and which calls each flavour of the API has. */
import { LIST_LIMIT } from './types.ts';
import type { ContactUuid, IdentifierValue, ShopUuid, TransactionUuid } from '../../shared/ids.ts';
import type { Capabilities, Flavour, ListQuery } from './types.ts';

export interface Routes {
  health: string;
  shops: string;
  shop(uuid: ShopUuid): string;
  findIdentifier(value: IdentifierValue): string;
  contact(uuid: ContactUuid): string;
  balance(uuid: ContactUuid): string;
  transactions: string;
  transactionPage(query: ListQuery): string;
  reversal(uuid: TransactionUuid): string;
  sessionToken(token: string): string;
  sessionTokenUse(token: string): string;
}

/** Documented: the prefixes and paths of both flavours. */
export function routesOf(flavour: Flavour): Routes {
  const prefix = PREFIXES[flavour];
  return {
    health: prefix,
    shops: `${prefix}/shops`,
    shop: (uuid) => `${prefix}/shops/${segment(uuid)}`,
    findIdentifier: (value) =>
      `${prefix}/contact-identifiers/find?contact_identifier_value=${encode(value)}`,
    contact: (uuid) => `${prefix}/contacts/${segment(uuid)}`,
    balance: (uuid) => `${prefix}/contacts/${segment(uuid)}/prepaid-balance`,
    transactions: `${prefix}/prepaid-transactions`,
    transactionPage: (query) => `${prefix}/prepaid-transactions?${listParameters(query)}`,
    reversal: (uuid) => `${prefix}/prepaid-transactions/${segment(uuid)}/reverse`,
    sessionToken: (token) => `${prefix}/contact-session-tokens/${segment(token)}`,
    sessionTokenUse: (token) => `${prefix}/contact-session-tokens/${segment(token)}/use`,
  };
}

/**
 * According to its documentation, the Register API has no list and no reversal, and gives access to one shop only. That
 * it has no contact session tokens is inferred.
 */
export function capabilitiesOf(flavour: Flavour): Capabilities {
  const isClients = flavour === 'clients';
  return {
    canListTransactions: isClients,
    canReverse: isClients,
    canListShops: isClients,
    canUseSessionTokens: isClients,
  };
}

const PREFIXES: Readonly<Record<Flavour, string>> = {
  clients: '/api/v3/oauth/clients',
  register: '/api/v3/register',
};

function listParameters({ contactUuid, shopUuid, page, limit }: ListQuery): string {
  const shop = shopUuid === null ? '' : `&shop_uuid=${encode(shopUuid)}`;
  return `contact_uuid=${encode(contactUuid)}${shop}&limit=${limit ?? LIST_LIMIT}&page=${page}`;
}

/** `encodeURIComponent` throws on half a surrogate pair, and a reader may send one. */
function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

/** The ids `.` and `..` would lead to another route, even percent-encoded. So they become an id that does not exist. */
function segment(id: string): string {
  return /^\.{1,2}$/.test(id) ? encode(id.replaceAll('.', '%2E')) : encode(id);
}
