/** Reads everything that the ledger shows of a contact in a shop; a list that shifts between its pages is no evidence. */
import type { Failure } from '../leat/outcome.ts';
import type { ContactUuid, ShopUuid } from '../../shared/ids.ts';
import type { LeatRead, PrepaidTransaction } from '../leat/types.ts';
import type { Evidence } from './match.ts';

export type Gathered =
  | { kind: 'evidence'; evidence: Evidence }
  | { kind: 'failed'; failure: Failure }
  /** Rows were repeated or skipped between the pages, or belong to somebody else. */
  | { kind: 'inconsistent' };

/** A contact with more rows than this in one shop is not looked through: 100 pages of 30. */
const PAGES_MAX = 100;

export interface Asked {
  contactUuid: ContactUuid;
  shopUuid: ShopUuid;
  /** Ask for the balance too, as other terminals share the shop. */
  wantsBalance: boolean;
}

export async function gatherEvidence(read: LeatRead, asked: Asked): Promise<Gathered> {
  const [listed, balance] = await Promise.all([
    listAll(read, asked),
    asked.wantsBalance ? read.getBalance(asked.contactUuid) : null,
  ]);
  if (listed.kind !== 'rows') return listed;
  if (balance !== null && balance.kind !== 'ok') return { kind: 'failed', failure: balance };
  return {
    kind: 'evidence',
    evidence: { rows: listed.rows, balanceInCents: balance === null ? null : balance.value },
  };
}

type Listed =
  { kind: 'rows'; rows: PrepaidTransaction[] } | Exclude<Gathered, { kind: 'evidence' }>;

async function listAll(read: LeatRead, { contactUuid, shopUuid }: Asked): Promise<Listed> {
  const rows = new Map<string, PrepaidTransaction>();
  let total: number | null = null;
  for (let page = 1; page <= PAGES_MAX; page++) {
    const outcome = await read.listTransactions({ contactUuid, shopUuid, page });
    if (outcome.kind !== 'ok') return { kind: 'failed', failure: outcome };
    const { transactions, lastPage } = outcome.value;
    total ??= outcome.value.total;
    if (
      outcome.value.total !== total ||
      !transactions.every((row) => isAsked(row, contactUuid, shopUuid))
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

/** A filter that the server does not heed would make other people's rows ours. */
function isAsked(row: PrepaidTransaction, contactUuid: ContactUuid, shopUuid: ShopUuid): boolean {
  return (
    (row.contactUuid ?? contactUuid) === contactUuid && (row.shopUuid ?? shopUuid) === shopUuid
  );
}
