/** The objects in the API's replies, field by field as documented. */
import type { JsonObject } from './http/reply.ts';
import type { ContactRow, IdentifierRow } from './state/contacts.ts';
import type { ShopRow } from './state/shops.ts';
import type { TransactionRow } from './state/transaction-row.ts';

/** Display text, as in `€40.00`; a client must never parse it (documented examples). */
export function balanceText(balanceInCents: number): string {
  const digits = String(Math.abs(balanceInCents)).padStart(3, '0');
  const units = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${balanceInCents < 0 ? '-' : ''}€${units}.${digits.slice(-2)}`;
}

/** documented: Get Prepaid Balance. */
export function serializeBalance(balanceInCents: number): JsonObject {
  return { balance_in_cents: balanceInCents, balance: balanceText(balanceInCents) };
}

/** `2023-11-12T19:49:22+00:00` (documented: Prepaid Transactions). */
export function timestamp(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}+00:00`;
}

/** documented: Shops. */
export function serializeShop({ uuid, name, type, reference }: ShopRow): JsonObject {
  return { uuid, name, type, reference };
}

/** documented: Create Prepaid Transaction. `balance` is the balance to show with it. */
export function serializeTransaction(row: TransactionRow, balanceInCents: number): JsonObject {
  return {
    uuid: row.uuid,
    amount_in_cents: row.amount_in_cents,
    prepaid_balance: serializeBalance(balanceInCents),
    created_at: timestamp(row.created_at_ms),
    shop: {
      id: row.shop_id,
      uuid: row.shop_uuid,
      reference: row.shop_reference,
      name: row.shop_name,
    },
    contact_identifier:
      row.identifier_value === null
        ? null
        : {
            name: row.identifier_name,
            value: row.identifier_value,
            active: row.identifier_active === 1,
          },
  };
}

/** documented: List Prepaid Transactions. A transaction names its contact only in lists. */
export function serializeListItem(row: TransactionRow, balanceInCents: number): JsonObject {
  return {
    ...serializeTransaction(row, balanceInCents),
    contact: { uuid: row.contact_uuid, email: row.contact_email },
  };
}

/** documented: Find Contact Identifier. `contact` is null if the card belongs to no contact. */
export function serializeIdentifier(row: IdentifierRow, owner: ContactRow | null): JsonObject {
  return {
    name: row.name,
    value: row.value,
    active: row.active === 1,
    contact: owner === null ? null : { uuid: owner.uuid, email: owner.email },
  };
}

/**
 * documented: Get Contact. `current_values.prepaid_balance` is in major units, unlike `prepaid_balance`.
 * The real object has more values. Only those that a kiosk could use are here.
 */
export function serializeContact(
  contact: ContactRow,
  balanceInCents: number,
  defaultIdentifier: string | null,
): JsonObject {
  const values = {
    uuid: contact.uuid,
    email: contact.email,
    firstname: contact.name,
    lastname: '',
    locale: null,
    status: 'ACTIVE',
    is_anonymous: false,
    loyalty_balance: 0,
    prepaid_balance: balanceInCents / 100,
    default_contact_identifier: defaultIdentifier,
    custom_app_login_code: 973756,
  };
  return {
    id: contact.id,
    uuid: contact.uuid,
    email: contact.email,
    attributes: [],
    tier: null,
    subscriptions: [],
    credit_balance: { balance: 0, id: contact.id },
    prepaid_balance: { balance_in_cents: balanceInCents },
    current_values: values,
    current_display_values: Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, value === null ? '' : String(value)]),
    ),
  };
}
