/** The route that moves money. As with the real API, the same request twice moves the money twice. */
import type { Route, RouteContext } from '../context.ts';
import { checkFields } from '../http/check.ts';
import { data, refusal, type Reply } from '../http/reply.ts';
import { serializeTransaction } from '../serializers.ts';
import type { ContactRow, IdentifierRow } from '../state/contacts.ts';
import type { NewTransaction } from '../state/ledger.ts';
import type { ShopRow } from '../state/shops.ts';

export const createTransaction: Route = {
  name: 'createTransaction',
  method: 'POST',
  flavours: ['clients', 'register'],
  path: 'prepaid-transactions',
  summary: 'Create a prepaid transaction: a spend (negative) or a top-up (positive).',
  source: 'documented: Create Prepaid Transaction',
  fields: [
    {
      name: 'contact_uuid',
      in: 'body',
      type: 'string',
      required: false,
      description: 'Required without `contact_identifier_value`.',
    },
    {
      name: 'contact_identifier_value',
      in: 'body',
      type: 'string',
      required: false,
      description: 'Required without `contact_uuid`.',
    },
    {
      name: 'amount_in_cents',
      in: 'body',
      type: 'integer',
      required: true,
      description: 'A round number in cents; negative for a spend.',
    },
    {
      name: 'shop_uuid',
      in: 'body',
      type: 'string',
      required: true,
      description: 'The register flavour implies it (behaviour `registerShopUuid`).',
    },
  ],
  codes: [1003, 55031, 60003, 60004, 1008],
  reply: 'PrepaidTransaction',
  answer: (context) => {
    const request = readRequest(context);
    if ('kind' in request) return request;
    const payer = findPayer(context, request);
    if ('kind' in payer) return payer;
    const shop = findShop(context, request.shopUuid);
    if (shop === null) return refusal(1008);
    return appendTransaction(context, {
      ...payer,
      shop,
      amountInCents: request.amountInCents,
      reversesId: null,
    });
  },
};

type Movement = Pick<NewTransaction, 'shop' | 'identifier' | 'amountInCents' | 'reversesId'> & {
  contact: Pick<ContactRow, 'id' | 'balance_in_cents'>;
};

/** Appends to the ledger, unless it would be a refused overdraft. The reply is the documented transaction. */
export function appendTransaction(context: RouteContext, movement: Movement): Reply {
  const { behaviour, ledger, now, newId } = context;
  const balanceInCents = movement.contact.balance_in_cents + movement.amountInCents;
  if (!Number.isSafeInteger(balanceInCents)) return refusal(1003);
  const isOverdraft = movement.amountInCents < 0 && balanceInCents < 0;
  if (isOverdraft && behaviour.overdraft === 'refuse') return refusal(behaviour.overdraftCode);
  const recordedAtMs = now();
  const row = ledger.append({
    ...movement,
    uuid: newId(),
    createdAtMs: recordedAtMs + behaviour.clockOffsetMs,
    recordedAtMs,
  });
  return data(serializeTransaction(row, row.balance_in_cents));
}

interface CreateRequest {
  contactUuid: string | null;
  identifierValue: string | null;
  amountInCents: number;
  shopUuid: string | null;
}

function readRequest({ body, token, behaviour }: RouteContext): CreateRequest | Reply {
  const check = checkFields(body);
  const contactUuid = check.text('contact_uuid');
  const identifierValue = check.text('contact_identifier_value');
  if (contactUuid === null && identifierValue === null) {
    check.fail(
      'contact_uuid',
      'The contact uuid field is required when contact identifier value is not present.',
    );
    check.fail(
      'contact_identifier_value',
      'The contact identifier value field is required when contact uuid is not present.',
    );
  }
  const amountInCents = check.requiredInteger('amount_in_cents');
  if (body.has('amount_in_cents') && amountInCents === 0 && behaviour.zeroAmount === 'refuse') {
    check.fail('amount_in_cents', 'The amount in cents must not be 0.');
  }
  const isShopImplied = token.flavour === 'register' && behaviour.registerShopUuid === 'optional';
  const shopUuid = isShopImplied ? check.text('shop_uuid') : check.requiredText('shop_uuid');
  const errors = check.errors();
  return errors === null
    ? { contactUuid, identifierValue, amountInCents, shopUuid }
    : refusal(1003, errors);
}

/** Null if the shop does not exist, or if a register is asked to act for another shop (inferred). */
function findShop({ shops, token }: RouteContext, shopUuid: string | null): ShopRow | null {
  const isForeign = token.shop_uuid !== null && shopUuid !== null && token.shop_uuid !== shopUuid;
  return isForeign ? null : (shops.byUuid(shopUuid ?? token.shop_uuid ?? '') ?? null);
}

interface Payer {
  contact: ContactRow;
  identifier: IdentifierRow | null;
}

function findPayer(context: RouteContext, request: CreateRequest): Payer | Reply {
  const { contacts, behaviour } = context;
  const named = request.contactUuid === null ? null : contacts.byUuid(request.contactUuid);
  if (named === undefined) return refusal(55031);
  if (request.identifierValue === null) {
    return named === null ? refusal(55031) : { contact: named, identifier: null };
  }
  const identifier = contacts.identifier(request.identifierValue);
  if (identifier === undefined) return refusal(60003);
  if (identifier.active === 0) return refusal(60004);
  const owner = identifier.contact_id === null ? undefined : contacts.byId(identifier.contact_id);
  if (owner === undefined) return refusal(behaviour.unlinkedCardCode);
  if (named === null || named.id === owner.id) return { contact: owner, identifier };
  switch (behaviour.contactMismatch) {
    case 'refuse':
      return refusal(1003, {
        contact_identifier_value: ['The contact identifier value belongs to another contact.'],
      });
    case 'useContact':
      return { contact: named, identifier };
    case 'useIdentifier':
      return { contact: owner, identifier };
  }
}
