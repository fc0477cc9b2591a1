/** Opaque ids, by schema for what comes from outside and by function for what is known to be one. */
import * as v from 'valibot';
import type { ContactUuid, IdentifierValue, ShopUuid, TransactionUuid } from './types.ts';

/** Documented as text, with examples such as `123123`; a whole number is read as the same text (inferred). */
const idSchema = v.union([
  v.pipe(v.string(), v.minLength(1), v.maxLength(255)),
  v.pipe(v.number(), v.safeInteger(), v.transform(String)),
]);

const isText = (id: unknown): boolean => typeof id === 'string';

export const contactUuidSchema = v.pipe(idSchema, v.custom<ContactUuid>(isText));
export const shopUuidSchema = v.pipe(idSchema, v.custom<ShopUuid>(isText));
export const transactionUuidSchema = v.pipe(idSchema, v.custom<TransactionUuid>(isText));
export const identifierValueSchema = v.pipe(idSchema, v.custom<IdentifierValue>(isText));

/** Each throws for a text that is empty or longer than 255 characters. */
export const contactUuid = (text: string): ContactUuid => v.parse(contactUuidSchema, text);
export const shopUuid = (text: string): ShopUuid => v.parse(shopUuidSchema, text);
export const transactionUuid = (text: string): TransactionUuid =>
  v.parse(transactionUuidSchema, text);
export const identifierValue = (text: string): IdentifierValue =>
  v.parse(identifierValueSchema, text);
