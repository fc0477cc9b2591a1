/**
 * Schemas that parse the API's replies into the kiosk's own types. They are tolerant where replies are known to vary,
 * but never with an amount, a balance or a uuid. They never read `balance` (a text for display) or `current_values`
 * (whole euros).
 */
import * as v from 'valibot';
import { centsSchema } from '../../shared/money.ts';
import { parseIsoInstant } from '../../shared/time.ts';
import {
  contactUuidSchema,
  identifierValueSchema,
  shopUuidSchema,
  transactionUuidSchema,
} from '../../shared/ids.ts';
import { plainText } from './plain-text.ts';
import type {
  Contact,
  ContactIdentifier,
  Health,
  PrepaidTransaction,
  SessionToken,
  Shop,
  TransactionPage,
} from './types.ts';

type Body<T> = v.GenericSchema<unknown, T>;

/**
 * Documented: `{ message, code, status_code }`. The optional `errors` (texts, or lists of texts) is not read.
 * The texts vary and are in two languages, so only the code is used.
 */
export const errorEnvelopeSchema = v.object({
  message: v.string(),
  code: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
});

/** Inferred: Laravel's own replies have no envelope: `{"message":"Unauthenticated."}`. */
export const plainMessageSchema = v.object({ message: v.string() });

const textSchema = v.pipe(v.string(), v.maxLength(255), v.transform(plainText));

/** Documented: ISO 8601 with an offset, in whole seconds. */
const instantSchema = v.pipe(
  v.string(),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    const instant = parseIsoInstant(dataset.value);
    if (instant !== null) return instant;
    addIssue({ message: 'not an instant' });
    return NEVER;
  }),
);

/** Documented as a number. Other lists of the API write some counts as text (documented: Postman). */
const countSchema = v.pipe(
  v.union([v.number(), v.pipe(v.string(), v.regex(/^\d{1,15}$/), v.transform(Number))]),
  v.safeInteger(),
  v.minValue(0),
);

/** Documented: `balance_in_cents`, a whole number. A text is refused, not converted. */
const balanceSchema = v.object({ balance_in_cents: centsSchema });

/** Documented: Shops. `type`, `reference` and an address vary and are not read. */
const shopSchema = v.pipe(
  v.object({ uuid: shopUuidSchema, name: v.nullish(textSchema) }),
  v.transform(({ uuid, name }): Shop => ({ uuid, name: name ?? uuid })),
);

/**
 * Documented: Prepaid Transactions, Create. Only lists have `contact`. `shop` and
 * `contact_identifier` may be null (inferred from the official SDK).
 */
const transactionSchema = v.pipe(
  v.object({
    uuid: transactionUuidSchema,
    amount_in_cents: centsSchema,
    prepaid_balance: balanceSchema,
    created_at: instantSchema,
    shop: v.nullish(shopSchema),
    contact: v.nullish(v.object({ uuid: contactUuidSchema })),
    contact_identifier: v.nullish(v.object({ value: identifierValueSchema })),
  }),
  v.transform((row): PrepaidTransaction => ({
    uuid: row.uuid,
    amountInCents: row.amount_in_cents,
    balanceInCents: row.prepaid_balance.balance_in_cents,
    createdAt: row.created_at,
    shopUuid: row.shop?.uuid ?? null,
    shopName: row.shop?.name ?? null,
    contactUuid: row.contact?.uuid ?? null,
    identifierValue: row.contact_identifier?.value ?? null,
  })),
);

/** Documented: `{ data, meta }`. `meta` may be `[]`, `{}` or absent. It is read for lists only. */
const inData = <T>(dataSchema: Body<T>): Body<T> =>
  v.pipe(
    v.object({ data: dataSchema }),
    v.transform(({ data }) => data),
  );

export const transactionBodySchema: Body<PrepaidTransaction> = inData(transactionSchema);

/** Documented: Prepaid Transactions, List. One bad row makes the whole page bad, because a proof needs every row. */
export const transactionPageBodySchema: Body<TransactionPage> = v.pipe(
  v.object({
    data: v.array(transactionSchema),
    meta: v.object({ current_page: countSchema, last_page: countSchema, total: countSchema }),
  }),
  v.transform(({ data, meta }) => ({
    transactions: data,
    page: meta.current_page,
    lastPage: meta.last_page,
    total: meta.total,
  })),
);

/** Documented: Contacts, prepaid balance. */
export const balanceBodySchema = inData(
  v.pipe(
    balanceSchema,
    v.transform((balance) => balance.balance_in_cents),
  ),
);

/** Documented: Contacts, get. */
export const contactBodySchema: Body<Contact> = inData(
  v.pipe(
    v.object({ uuid: contactUuidSchema, prepaid_balance: v.nullish(balanceSchema) }),
    v.transform(({ uuid, prepaid_balance }) => ({
      uuid,
      balanceInCents: prepaid_balance?.balance_in_cents ?? null,
    })),
  ),
);

/** `isActive` should never be false: the API answers an inactive card with an error. */
export type FoundIdentifier = ContactIdentifier & { isActive: boolean };

/** Documented: Contact Identifiers, find. `contact` is null if the card belongs to no contact. */
export const identifierBodySchema: Body<FoundIdentifier> = inData(
  v.pipe(
    v.object({
      name: v.nullish(textSchema),
      value: identifierValueSchema,
      active: v.nullish(v.boolean()),
      contact: v.nullish(v.object({ uuid: contactUuidSchema })),
    }),
    v.transform(({ name, value, active, contact }) => ({
      name: name ?? value,
      value,
      contactUuid: contact?.uuid ?? null,
      isActive: active ?? true,
    })),
  ),
);

/** Documented: Contact Session Tokens, find. That the reply to a use has the same shape is inferred. */
export const sessionTokenBodySchema: Body<SessionToken> = inData(
  v.pipe(
    v.object({
      token: v.nullish(v.string()),
      contact: v.object({ uuid: contactUuidSchema }),
      status: v.string(),
    }),
    v.transform(({ token, contact, status }): SessionToken => ({
      token: token ?? null,
      contactUuid: contact.uuid,
      status: status === 'active' || status === 'used' ? status : 'over',
    })),
  ),
);

/** Documented: Shops, list and get. */
export const shopsBodySchema: Body<readonly Shop[]> = inData(v.array(shopSchema));
export const shopBodySchema: Body<Shop> = inData(shopSchema);

/** The call is documented; its field `company` is inferred from an integration. */
export const clientsHealthBodySchema: Body<Health> = inData(
  v.pipe(
    v.looseObject({ company: v.fallback(v.nullish(textSchema), null) }),
    v.transform(({ company }) => ({ name: company ?? null, shop: null })),
  ),
);

/** The call is documented; its fields are inferred from the official SDK. */
export const registerHealthBodySchema: Body<Health> = inData(
  v.pipe(
    v.object({ name: v.fallback(v.nullish(textSchema), null), shop: v.nullish(shopSchema) }),
    v.transform(({ name, shop }) => ({ name: name ?? null, shop: shop ?? null })),
  ),
);
