/** An operation, its baseline and its row in the ledger. A test states only the fields that matter to it. */
import type { Baseline, Operation } from '../../src/main/journal/operation.ts';
import type { PrepaidTransaction } from '../../src/main/leat/types.ts';
import type { Evidence } from '../../src/main/sync/match.ts';
import {
  contactUuid,
  identifierValue,
  operationId,
  shopUuid,
  transactionUuid,
} from '../../src/shared/ids.ts';
import { cents } from '../../src/shared/money.ts';
import { epochMs } from '../../src/shared/time.ts';
import { CARD, CONTACT, SHOP } from './names.ts';

/** When `anOperation` was sent, by the server's clock. */
export const SENT_MS = Date.UTC(2026, 0, 5, 9, 0, 0);

export function aBaseline(changes: Partial<Baseline> = {}): Baseline {
  return { balanceInCents: cents(5000), total: 0, uuids: [], ...changes };
}

/** A live spend of €5.00 whose reply was lost. */
export function anOperation(changes: Partial<Operation> = {}): Operation {
  return {
    id: operationId('operation-1'),
    kind: 'spend',
    acceptedAs: 'live',
    identifierValue: identifierValue(CARD),
    shopUuid: shopUuid(SHOP),
    amountInCents: cents(-500),
    reversesUuid: null,
    reversesOperationId: null,
    createdAt: epochMs(SENT_MS),
    contactUuid: contactUuid(CONTACT),
    method: 'create',
    baseline: aBaseline(),
    promise: 'none',
    ledger: 'unknown',
    uuid: null,
    balanceAfterInCents: null,
    refusal: null,
    sends: 1,
    firstSentAtServer: epochMs(SENT_MS),
    lastSentAtServer: epochMs(SENT_MS + 1_000),
    heldReason: null,
    isSettled: false,
    decision: null,
    decidedBy: null,
    ...changes,
  };
}

/** All rows of a short list, unless the test states otherwise. The balance was not read. */
export function someEvidence(changes: Partial<Evidence> = {}): Evidence {
  const rows = changes.rows ?? [];
  return {
    rows,
    total: rows.length,
    isComplete: true,
    newest: rows,
    newestFrom: null,
    order: null,
    balanceInCents: null,
    ...changes,
  };
}

/** The row that `anOperation` makes. */
export function aLedgerRow(changes: Partial<PrepaidTransaction> = {}): PrepaidTransaction {
  return {
    uuid: transactionUuid('row-1'),
    amountInCents: cents(-500),
    balanceInCents: cents(4500),
    createdAt: epochMs(SENT_MS),
    shopUuid: shopUuid(SHOP),
    shopName: 'Kiosk 1',
    contactUuid: contactUuid(CONTACT),
    identifierValue: identifierValue(CARD),
    ...changes,
  };
}
