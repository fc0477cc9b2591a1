/** Every route of `/__sandbox/` that answers with JSON, in the order of its page. */
import * as v from 'valibot';
import {
  contactSchema,
  contactUuidChangeSchema,
  identifierChangeSchema,
  identifierSchema,
  sessionTokenSchema,
} from '../data/contacts.ts';
import { transactionSchema } from '../data/ledger.ts';
import { registerTokenSchema, shopSchema } from '../data/shops.ts';
import { DEMO_CARDS } from '../demo.ts';
import { FAULT_KINDS } from '../faults/fault.ts';
import { faultRuleSchema } from '../faults/fault-book.ts';
import { parseInput } from '../input.ts';
import type { Sandbox } from '../model.ts';
import type { AdminInput, AdminRoute } from './admin-route.ts';

const DEMO_CONTACT = '5ea1ab1e-0001-4000-8000-000000000000';

const changes = v.record(v.string(), v.unknown());
const resetInput = v.strictObject({ data: v.picklist(['demo', 'empty']) });

export const ADMIN_ROUTES: readonly AdminRoute[] = [
  {
    method: 'GET',
    path: 'demo-cards',
    summary: 'The demo cards: [{kind, value}].',
    run: () => DEMO_CARDS,
  },
  {
    method: 'GET',
    path: 'behaviour',
    summary: 'The behaviour of the API where Leat documents nothing: every name and its value.',
    run: (sandbox) => sandbox.behaviour(),
  },
  {
    method: 'PATCH',
    path: 'behaviour',
    summary: 'Change some of the behaviour.',
    example: { overdraft: 'refuse', listOrder: 'descending' },
    run: (sandbox, { body }) => sandbox.setBehaviour(parseInput(changes, body)),
  },
  {
    method: 'DELETE',
    path: 'behaviour',
    summary: 'Set all behaviour back to the defaults.',
    run: (sandbox) => sandbox.resetBehaviour(),
  },
  {
    method: 'GET',
    path: 'faults',
    summary: 'The faults that are waiting, and all kinds of faults.',
    run: ({ faults }) => ({ rules: faults.rules(), kinds: FAULT_KINDS }),
  },
  {
    method: 'POST',
    path: 'faults',
    summary: 'Let the next requests of a kind fail.',
    example: { fault: { kind: 'dropAfter' }, route: 'createTransaction', times: 1 },
    run: ({ faults }, { body }) => ({ id: faults.add(parseInput(faultRuleSchema, body)) }),
  },
  {
    method: 'DELETE',
    path: 'faults',
    summary: 'Clear all faults.',
    run: clearFaults,
  },
  {
    method: 'DELETE',
    path: 'faults/{id}',
    summary: 'Clear one fault.',
    run: ({ faults }, { params }) =>
      faults.remove(Number(params['id'])) ? { rules: faults.rules() } : null,
  },
  {
    method: 'POST',
    path: 'reset',
    summary: 'Delete all data, and start with the demo account or with an empty one.',
    example: { data: 'demo' },
    run: reset,
  },
  {
    method: 'GET',
    path: 'requests',
    summary: 'The newest requests and their outcomes, without headers.',
    run: ({ requests }) => requests.entries(),
  },
  {
    method: 'DELETE',
    path: 'requests',
    summary: 'Clear the log of requests.',
    run: clearRequests,
  },
  {
    method: 'GET',
    path: 'contacts',
    summary: 'All contacts with their balances and cards.',
    run: ({ data }) => data.contacts(),
  },
  {
    method: 'POST',
    path: 'contacts',
    summary: 'Add a contact.',
    example: { name: 'Plankton', balanceInCents: 2500 },
    run: ({ data }, { body }) => data.addContact(parseInput(contactSchema, body)),
  },
  {
    method: 'GET',
    path: 'contacts/{uuid}/ledger',
    summary: 'Every transaction of a contact, the oldest first.',
    run: ({ data }, { params }) => data.ledger(params['uuid'] ?? ''),
  },
  {
    method: 'PATCH',
    path: 'contacts',
    summary: 'Give a contact another uuid, as a merge does.',
    example: { contactUuid: DEMO_CONTACT, newUuid: 'merged-contact' },
    run: ({ data }, { body }) => data.changeContactUuid(parseInput(contactUuidChangeSchema, body)),
  },
  {
    method: 'POST',
    path: 'contact-identifiers',
    summary: 'Add a card.',
    example: { value: 'NEW-0001', name: 'New Card', contactUuid: DEMO_CONTACT, active: true },
    run: ({ data }, { body }) => data.addIdentifier(parseInput(identifierSchema, body)),
  },
  {
    method: 'PATCH',
    path: 'contact-identifiers',
    summary: 'Activate, deactivate, link, unlink (`contactUuid: null`) or rename a card.',
    example: { value: 'ZERO-0001', active: false },
    run: ({ data }, { body }) => data.changeIdentifier(parseInput(identifierChangeSchema, body)),
  },
  {
    method: 'POST',
    path: 'contact-session-tokens',
    summary: 'Add a one-time code of a contact.',
    example: { token: 'one-time-0001', contactUuid: DEMO_CONTACT },
    run: ({ data }, { body }) => data.addSessionToken(parseInput(sessionTokenSchema, body)),
  },
  {
    method: 'POST',
    path: 'transactions',
    summary: 'Move money as another till would; faults and lags do not apply.',
    example: { contactUuid: DEMO_CONTACT, amountInCents: 500 },
    run: ({ data }, { body }) => data.addTransaction(parseInput(transactionSchema, body)),
  },
  {
    method: 'GET',
    path: 'shops',
    summary: 'All shops.',
    run: ({ data }) => data.shops(),
  },
  {
    method: 'POST',
    path: 'shops',
    summary: 'Add a shop.',
    example: { uuid: 'kiosk-2', name: 'Kiosk 2', type: 'point_of_sale' },
    run: ({ data }, { body }) => data.addShop(parseInput(shopSchema, body)),
  },
  {
    method: 'GET',
    path: 'tokens',
    summary: 'The tokens of both flavours.',
    run: ({ data }) => data.tokens(),
  },
  {
    method: 'POST',
    path: 'tokens',
    summary: 'Add the token of a register in a shop.',
    example: { token: 'register-2', shopUuid: '12312312312312' },
    run: ({ data }, { body }) => data.addRegisterToken(parseInput(registerTokenSchema, body)),
  },
];

function clearFaults({ faults }: Sandbox): unknown {
  faults.clear();
  return { rules: [] };
}

function clearRequests({ requests }: Sandbox): unknown {
  requests.clear();
  return [];
}

function reset(sandbox: Sandbox, { body }: AdminInput): unknown {
  const { data } = parseInput(resetInput, body);
  sandbox.reset(data);
  return { data };
}
