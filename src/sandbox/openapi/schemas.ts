/** The shapes of the API's objects for the OpenAPI document. Written by hand, and tested against real replies. */
import type { JsonObject } from '../http/reply.ts';

const text = { type: 'string' };
const textOrNull = { type: ['string', 'null'] };
const integer = { type: 'integer' };
const flag = { type: 'boolean' };

export const SCHEMAS: Readonly<Record<string, JsonObject>> = {
  Error: {
    ...object({ message: text, code: integer, status_code: integer }),
    properties: {
      message: text,
      code: integer,
      status_code: integer,
      errors: {
        type: 'object',
        additionalProperties: { oneOf: [text, { type: 'array', items: text }] },
      },
    },
  },
  PlainError: object({ message: text }),
  EmptyMeta: {
    oneOf: [
      { type: 'array', maxItems: 0 },
      { type: 'object', maxProperties: 0 },
    ],
  },
  PageMeta: object({
    current_page: integer,
    from: { type: ['integer', 'null'] },
    last_page: integer,
    per_page: integer,
    total: integer,
  }),
  Health: {
    type: 'object',
    required: ['id'],
    properties: {
      id: integer,
      uuid: text,
      company: text,
      name: text,
      identifier: text,
      shop: { type: 'object' },
    },
  },
  Shop: object({ uuid: text, name: text, type: text, reference: textOrNull }),
  ShopList: listOf('Shop'),
  PrepaidBalance: object({ balance_in_cents: integer, balance: text }),
  ContactReference: object({ uuid: text, email: text }),
  ContactIdentifier: object({
    name: text,
    value: text,
    active: flag,
    contact: { oneOf: [reference('ContactReference'), { type: 'null' }] },
  }),
  ContactIdentifierList: {
    type: 'array',
    items: object({
      name: text,
      value: text,
      active: flag,
      default: flag,
      contact: object({ uuid: text }),
    }),
  },
  Contact: object({
    id: integer,
    uuid: text,
    email: text,
    attributes: { type: 'array' },
    tier: { type: ['object', 'null'] },
    subscriptions: { type: 'array' },
    credit_balance: object({ balance: integer, id: integer }),
    prepaid_balance: object({ balance_in_cents: integer }),
    current_values: { type: 'object' },
    current_display_values: { type: 'object' },
  }),
  PrepaidTransaction: object(transaction()),
  PrepaidTransactionListItem: object({ ...transaction(), contact: reference('ContactReference') }),
  PrepaidTransactionList: listOf('PrepaidTransactionListItem'),
  ContactSessionToken: object({
    token: text,
    contact: reference('ContactReference'),
    status: { type: 'string', enum: ['active', 'used'] },
  }),
};

export function reference(name: string): JsonObject {
  return { $ref: `#/components/schemas/${name}` };
}

function transaction(): Record<string, JsonObject> {
  return {
    uuid: text,
    amount_in_cents: integer,
    prepaid_balance: reference('PrepaidBalance'),
    created_at: { type: 'string', format: 'date-time' },
    shop: object({ id: integer, uuid: text, reference: textOrNull, name: text }),
    contact_identifier: {
      oneOf: [object({ name: text, value: text, active: flag }), { type: 'null' }],
    },
  };
}

/** Every property is required. */
function object(properties: Readonly<Record<string, JsonObject>>): JsonObject {
  return { type: 'object', required: Object.keys(properties), properties };
}

function listOf(name: string): JsonObject {
  return { type: 'array', items: reference(name) };
}
