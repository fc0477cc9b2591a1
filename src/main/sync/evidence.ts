/**
 * Reads all rows and the balance of a contact in a shop from the ledger. If the list changes between two pages, the
 * reading proves nothing.
 */
import type { Baseline } from '../journal/operation.ts';
import type { Failure } from '../leat/outcome.ts';
import type { ContactUuid, ShopUuid } from '../../shared/ids.ts';
import type { LeatRead, PrepaidTransaction } from '../leat/types.ts';
import type { Evidence } from './match.ts';

export type Reading =
  | { kind: 'evidence'; evidence: Evidence }
  | { kind: 'failed'; failure: Failure }
  /** The pages repeated or skipped rows, or had rows of another contact or shop. */
  | { kind: 'inconsistent' };

/** 100 pages of 30 rows. If a contact has more in one shop, the reading counts as inconsistent. */
const PAGES_MAX = 100;

export interface LedgerQuery {
  contactUuid: ContactUuid;
  shopUuid: ShopUuid;
  /** True in a shared shop, where the balance is part of the proof. */
  wantsBalance: boolean;
}

export async function readLedger(read: LeatRead, query: LedgerQuery): Promise<Reading> {
  const [listed, balance] = await Promise.all([
    listAll(read, query),
    query.wantsBalance ? read.getBalance(query.contactUuid) : null,
  ]);
  if (listed.kind !== 'rows') return listed;
  if (balance !== null && balance.kind !== 'ok') return { kind: 'failed', failure: balance };
  return {
    kind: 'evidence',
    evidence: { rows: listed.rows, balanceInCents: balance === null ? null : balance.value },
  };
}

type Listed = { kind: 'rows'; rows: PrepaidTransaction[] } | Exclude<Reading, { kind: 'evidence' }>;

async function listAll(read: LeatRead, { contactUuid, shopUuid }: LedgerQuery): Promise<Listed> {
  const rows = new Map<string, PrepaidTransaction>();
  let total: number | null = null;
  for (let page = 1; page <= PAGES_MAX; page++) {
    const outcome = await read.listTransactions({ contactUuid, shopUuid, page });
    if (outcome.kind !== 'ok') return { kind: 'failed', failure: outcome };
    const { transactions, lastPage } = outcome.value;
    total ??= outcome.value.total;
    if (
      outcome.value.total !== total ||
      !transactions.every((row) => isOfQuery(row, contactUuid, shopUuid))
    ) {
      return { kind: 'inconsistent' };
    }
    for (const row of transactions) rows.set(row.uuid, row);
    if (page >= lastPage) {
      return rows.size === total
        ? { kind: 'rows', rows: [...rows.values()] }
        : { kind: 'inconsistent' };
    }
  }
  return { kind: 'inconsistent' };
}

/** Checks that the server applied the filter. Otherwise we would take another customer's rows for ours. */
function isOfQuery(row: PrepaidTransaction, contactUuid: ContactUuid, shopUuid: ShopUuid): boolean {
  return (
    (row.contactUuid ?? contactUuid) === contactUuid && (row.shopUuid ?? shopUuid) === shopUuid
  );
}

/** The baseline with which a later operation of this contact is compared. */
export function baselineOf({ rows, balanceInCents }: Evidence): Baseline {
  return { balanceInCents, total: rows.length, uuids: rows.map(({ uuid }) => uuid) };
}
