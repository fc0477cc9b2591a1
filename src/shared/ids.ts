/** Opaque ids. The schemas brand ids from outside; the functions brand texts that are known to be ids. */
import * as v from 'valibot';

/** The API's own examples have shops with the uuid `123123`, so ids are only compared and never parsed. */
export type ContactUuid = string & { readonly __brand: 'ContactUuid' };
export type ShopUuid = string & { readonly __brand: 'ShopUuid' };
export type TransactionUuid = string & { readonly __brand: 'TransactionUuid' };
/** The value of a card, as a reader reads it. */
export type IdentifierValue = string & { readonly __brand: 'IdentifierValue' };
/** One intended money movement of this terminal; one row in the journal. */
export type OperationId = string & { readonly __brand: 'OperationId' };

/** Documented as text, with examples such as `123123`. A whole number is converted to the same text (inferred). */
const idSchema = v.union([
  v.pipe(v.string(), v.minLength(1), v.maxLength(255)),
  v.pipe(v.number(), v.safeInteger(), v.transform(String)),
]);

const isText = (id: unknown): boolean => typeof id === 'string';

export const contactUuidSchema = v.pipe(idSchema, v.custom<ContactUuid>(isText));
export const shopUuidSchema = v.pipe(idSchema, v.custom<ShopUuid>(isText));
export const transactionUuidSchema = v.pipe(idSchema, v.custom<TransactionUuid>(isText));
export const identifierValueSchema = v.pipe(idSchema, v.custom<IdentifierValue>(isText));
export const operationIdSchema = v.pipe(idSchema, v.custom<OperationId>(isText));

/** Each of these throws for a text that is empty or longer than 255 characters. */
export const contactUuid = (text: string): ContactUuid => v.parse(contactUuidSchema, text);
export const shopUuid = (text: string): ShopUuid => v.parse(shopUuidSchema, text);
export const transactionUuid = (text: string): TransactionUuid =>
  v.parse(transactionUuidSchema, text);
export const identifierValue = (text: string): IdentifierValue =>
  v.parse(identifierValueSchema, text);
export const operationId = (text: string): OperationId => v.parse(operationIdSchema, text);
