/** Reads the raw ledger, and moves money as another till would. Faults and lags do not apply. */
import * as v from 'valibot';
import type { Sources, Store } from '../context.ts';
import { parseInput } from '../input.ts';
import type { TransactionRow } from '../state/transaction-row.ts';
import { cents, found, name } from './fields.ts';

export const transactionSchema = v.strictObject({
  uuid: v.optional(name),
  contactUuid: name,
  amountInCents: cents,
  /** The default is the first shop. */
  shopUuid: v.optional(name),
  identifierValue: v.optional(name),
  /** The default is now. */
  createdAtMs: v.optional(cents),
});

/** Earlier transactions of a contact in a shop. The oldest comes first. */
export interface EarlierTransactions {
  contactUuid: string;
  shopUuid: string;
  /** `recordedAtMs`: by the sandbox's own clock, from which lags are counted. The default is `createdAtMs`. */
  rows: readonly {
    uuid: string;
    amountInCents: number;
    createdAtMs: number;
    recordedAtMs?: number;
  }[];
}

export interface LedgerData {
  addTransaction: (input: v.InferInput<typeof transactionSchema>) => TransactionRow;
  /** Adds many transactions at once, for tests with a long history. */
  addTransactions: (earlier: EarlierTransactions) => void;
  /** Every transaction of the contact, the oldest first. */
  ledger: (contactUuid: string) => TransactionRow[];
}

export function createLedgerData(sources: Store & Sources): LedgerData {
  const { contacts, shops, ledger, now, newId } = sources;
  return {
    addTransaction: (input) => {
      const parsed = parseInput(transactionSchema, input);
      const { contactUuid, shopUuid, identifierValue, amountInCents } = parsed;
      const shop = shopUuid === undefined ? shops.all()[0] : shops.byUuid(shopUuid);
      const atMs = parsed.createdAtMs ?? now();
      return ledger.append({
        uuid: parsed.uuid ?? newId(),
        contact: found(contacts.byUuid(contactUuid), 'contact', contactUuid),
        shop: found(shop, 'shop', shopUuid ?? 'at all'),
        identifier:
          identifierValue === undefined
            ? null
            : found(contacts.identifier(identifierValue), 'card', identifierValue),
        amountInCents,
        createdAtMs: atMs,
        recordedAtMs: atMs,
        reversesId: null,
      });
    },
    addTransactions: ({ contactUuid, shopUuid, rows }) => {
      const contact = found(contacts.byUuid(contactUuid), 'contact', contactUuid);
      const shop = found(shops.byUuid(shopUuid), 'shop', shopUuid);
      ledger.appendAll(
        rows.map((row) => ({
          ...row,
          contact,
          shop,
          identifier: null,
          recordedAtMs: row.recordedAtMs ?? row.createdAtMs,
          reversesId: null,
        })),
      );
    },
    ledger: (contactUuid) =>
      ledger.ofContact(found(contacts.byUuid(contactUuid), 'contact', contactUuid).id),
  };
}
