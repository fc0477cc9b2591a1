/** Adds and changes contacts, their cards and their session tokens, as the dashboard does. */
import * as v from 'valibot';
import type { Sources, Store } from '../context.ts';
import { parseInput } from '../input.ts';
import type { ContactRow, IdentifierRow } from '../state/contacts.ts';
import { cents, found, name, refuseIf } from './fields.ts';
import { createLedgerData } from './ledger.ts';

export const contactSchema = v.strictObject({
  uuid: v.optional(name),
  email: v.optional(name),
  name: v.optional(name, 'Guest'),
  /** The balance at the start. It is made by one transaction in the first shop. */
  balanceInCents: v.optional(cents, 0),
});
export const identifierSchema = v.strictObject({
  value: name,
  /** The default is the card value itself (documented). */
  name: v.optional(name),
  contactUuid: v.optional(v.nullable(name), null),
  active: v.optional(v.boolean(), true),
});
export const identifierChangeSchema = v.strictObject({
  value: name,
  name: v.optional(name),
  contactUuid: v.optional(v.nullable(name)),
  active: v.optional(v.boolean()),
});
export const sessionTokenSchema = v.strictObject({ token: v.optional(name), contactUuid: name });
export const contactUuidChangeSchema = v.strictObject({ contactUuid: name, newUuid: name });

export interface ContactData {
  contacts: () => (ContactRow & { identifiers: IdentifierRow[] })[];
  addContact: (input: v.InferInput<typeof contactSchema>) => ContactRow;
  /** After a merge or a deletion, the old uuid is not found any more. */
  changeContactUuid: (input: v.InferInput<typeof contactUuidChangeSchema>) => ContactRow;
  addIdentifier: (input: v.InferInput<typeof identifierSchema>) => IdentifierRow;
  /** Changes only the given fields. A `contactUuid` of null unlinks the card. */
  changeIdentifier: (input: v.InferInput<typeof identifierChangeSchema>) => IdentifierRow;
  addSessionToken: (input: v.InferInput<typeof sessionTokenSchema>) => { token: string };
}

export function createContactData(sources: Store & Sources): ContactData {
  const { contacts, newId } = sources;
  const contactOf = (uuid: string): ContactRow => found(contacts.byUuid(uuid), 'contact', uuid);
  return {
    contacts: () =>
      contacts
        .all()
        .map((contact) => ({ ...contact, identifiers: contacts.identifiersOf(contact.id) })),
    addContact: (input) => {
      const { uuid = newId(), ...rest } = parseInput(contactSchema, input);
      refuseIf(contacts.byUuid(uuid) !== undefined, `A contact ${uuid} exists already.`);
      const { balanceInCents: amountInCents } = rest;
      refuseIf(
        amountInCents !== 0 && sources.shops.all().length === 0,
        'A balance needs a shop: add one first.',
      );
      contacts.add({ uuid, email: rest.email ?? `${uuid}@example.com`, name: rest.name });
      if (amountInCents !== 0) {
        createLedgerData(sources).addTransaction({ contactUuid: uuid, amountInCents });
      }
      return contactOf(uuid);
    },
    changeContactUuid: (input) => {
      const { contactUuid, newUuid } = parseInput(contactUuidChangeSchema, input);
      refuseIf(contacts.byUuid(newUuid) !== undefined, `A contact ${newUuid} exists already.`);
      contacts.setUuid(contactOf(contactUuid).id, newUuid);
      return contactOf(newUuid);
    },
    addIdentifier: (input) => {
      const parsed = parseInput(identifierSchema, input);
      const { value, contactUuid } = parsed;
      refuseIf(contacts.identifier(value) !== undefined, `A card ${value} exists already.`);
      contacts.addIdentifier({
        value,
        name: parsed.name ?? value,
        active: parsed.active ? 1 : 0,
        contact_id: contactUuid === null ? null : contactOf(contactUuid).id,
      });
      return found(contacts.identifier(value), 'card', value);
    },
    changeIdentifier: (input) => {
      const changes = parseInput(identifierChangeSchema, input);
      const { value, contactUuid, active } = changes;
      const row = found(contacts.identifier(value), 'card', value);
      contacts.setIdentifier({
        ...row,
        name: changes.name ?? row.name,
        active: active === undefined ? row.active : active ? 1 : 0,
        contact_id: newOwner(row, contactUuid),
      });
      return found(contacts.identifier(value), 'card', value);
    },
    addSessionToken: (input) => {
      const { token = newId(), contactUuid } = parseInput(sessionTokenSchema, input);
      refuseIf(contacts.sessionToken(token) !== undefined, `A token ${token} exists already.`);
      contacts.addSessionToken(token, contactOf(contactUuid).id);
      return { token };
    },
  };

  function newOwner(row: IdentifierRow, contactUuid: string | null | undefined): number | null {
    if (contactUuid === undefined) return row.contact_id;
    return contactUuid === null ? null : contactOf(contactUuid).id;
  }
}
