/** Routes about contacts and their cards. None of them moves money. */
import type { Route, RouteContext } from '../context.ts';
import { checkFields } from '../http/check.ts';
import { data, refusal, type Reply } from '../http/reply.ts';
import { serializeBalance, serializeContact, serializeIdentifier } from '../serializers.ts';
import type { ContactRow } from '../state/contacts.ts';

export const findIdentifier: Route = {
  name: 'findIdentifier',
  method: 'GET',
  flavours: ['clients', 'register'],
  path: 'contact-identifiers/find',
  summary: 'Find a card by its value. An inactive card is an error. A card of no contact is not.',
  source: 'documented: Contact Identifiers, Find',
  fields: [
    {
      name: 'contact_identifier_value',
      in: 'query',
      type: 'string',
      required: true,
      description: 'The exact value of the card.',
    },
  ],
  codes: [1003, 60003, 60004],
  reply: 'ContactIdentifier',
  answer: ({ query, contacts }) => {
    const check = checkFields(query);
    const value = check.requiredText('contact_identifier_value');
    const errors = check.errors();
    if (errors !== null) return refusal(1003, errors);
    const identifier = contacts.identifier(value);
    if (identifier === undefined) return refusal(60003);
    if (identifier.active === 0) return refusal(60004);
    const owner = identifier.contact_id === null ? null : contacts.byId(identifier.contact_id);
    return data(serializeIdentifier(identifier, owner ?? null));
  },
};

export const getContact: Route = {
  name: 'getContact',
  method: 'GET',
  flavours: ['clients', 'register'],
  path: 'contacts/{contact_uuid}',
  summary: 'Get a contact.',
  source: 'documented: Contacts, Get',
  fields: [],
  codes: [1003, 55031],
  reply: 'Contact',
  answer: (context) =>
    ofContact(context, (contact) =>
      data(
        serializeContact(
          contact,
          visibleBalance(context, contact),
          context.contacts.identifiersOf(contact.id)[0]?.value ?? null,
        ),
      ),
    ),
};

export const getBalance: Route = {
  name: 'getBalance',
  method: 'GET',
  flavours: ['clients', 'register'],
  path: 'contacts/{contact_uuid}/prepaid-balance',
  summary: 'Get the prepaid balance of a contact.',
  source: 'documented: Get Prepaid Balance',
  fields: [],
  codes: [1003, 55031],
  reply: 'PrepaidBalance',
  answer: (context) =>
    ofContact(context, (contact) => data(serializeBalance(visibleBalance(context, contact)))),
};

export const listIdentifiers: Route = {
  name: 'listIdentifiers',
  method: 'GET',
  flavours: ['clients'],
  path: 'contacts/{contact_uuid}/contact-identifiers',
  summary: 'List the cards of a contact, with the inactive ones.',
  source: 'documented: Contacts, List Contact Identifiers',
  fields: [],
  codes: [1003, 55031],
  reply: 'ContactIdentifierList',
  answer: (context) =>
    ofContact(context, (contact) =>
      data(
        context.contacts.identifiersOf(contact.id).map((identifier, index) => ({
          name: identifier.name,
          value: identifier.value,
          active: identifier.active === 1,
          default: index === 0,
          contact: { uuid: contact.uuid },
        })),
      ),
    ),
};

function ofContact(context: RouteContext, answer: (contact: ContactRow) => Reply): Reply {
  const contact = context.contacts.byUuid(context.params['contact_uuid'] ?? '');
  return contact === undefined ? refusal(55031) : answer(contact);
}

function visibleBalance({ behaviour, ledger, now }: RouteContext, contact: ContactRow): number {
  return behaviour.balanceLagMs === 0
    ? contact.balance_in_cents
    : ledger.balanceUntil(contact.id, now() - behaviour.balanceLagMs);
}
