/** The data that a route may use to answer one request. auth.ts has accepted the request before. */
import type { Fields } from './http/body.ts';
import type { Reply } from './http/reply.ts';
import type { Contacts } from './state/contacts.ts';
import type { Ledger } from './state/ledger.ts';
import type { Flavour, Shops, TokenRow } from './state/shops.ts';
import type { Behaviour } from './behaviour.ts';

/** All data of the account. */
export interface Store {
  shops: Shops;
  contacts: Contacts;
  ledger: Ledger;
}

export interface Sources {
  /** Milliseconds since 1970. */
  now: () => number;
  newId: () => string;
  /** At least 0 and below 1. */
  random: () => number;
}

export interface RouteContext extends Store, Sources {
  behaviour: Behaviour;
  token: TokenRow;
  /** The values of the `{…}` parts of the path, decoded. */
  params: Readonly<Record<string, string>>;
  query: Fields;
  body: Fields;
}

/** The names of the routes in faults, in the request log and in the OpenAPI document. */
export const ROUTE_NAMES = [
  'health',
  'listShops',
  'getShop',
  'findIdentifier',
  'getContact',
  'getBalance',
  'listIdentifiers',
  'createTransaction',
  'listTransactions',
  'reverseTransaction',
  'getSessionToken',
  'useSessionToken',
] as const;

export type RouteName = (typeof ROUTE_NAMES)[number];

export interface RouteField {
  name: string;
  in: 'query' | 'body';
  type: 'string' | 'integer';
  required: boolean;
  description: string;
}

export interface Route {
  name: RouteName;
  method: 'GET' | 'POST';
  flavours: readonly Flavour[];
  /** The path after the flavour's prefix, without slashes at the ends: `contacts/{contact_uuid}`. */
  path: string;
  summary: string;
  /** The source of the facts. */
  source: string;
  fields: readonly RouteField[];
  /** The documented error codes. */
  codes: readonly number[];
  /** The name of the schema of `data` in the OpenAPI document. */
  reply: string;
  answer: (context: RouteContext) => Reply;
}

/** The prefix of each flavour (documented). */
export const PREFIXES: Readonly<Record<Flavour, string>> = {
  clients: '/api/v3/oauth/clients',
  register: '/api/v3/register',
};

export type { Flavour };
