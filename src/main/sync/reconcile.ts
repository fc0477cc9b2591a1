/**
 * Compares the journal with the server's list, contact by contact.
 * It reports every difference and changes nothing, but for a row that came late:
 * in a shop of this terminal's own that row is claimed or taken back, in a shared one its operation is held.
 */
import { assertNever } from '../../shared/assert.ts';
import type { ContactUuid, ShopUuid, TransactionUuid } from '../../shared/ids.ts';
import type { Cents } from '../../shared/money.ts';
import type { EpochMs } from '../../shared/time.ts';
import type { Operation } from '../journal/operation.ts';
import type { PrepaidTransaction } from '../leat/types.ts';
import { gatherEvidence, type Gathered } from './evidence.ts';
import type { Evidence } from './match.ts';
import { followMerge } from './contact-merge.ts';
import type { SettleOptions } from './settle-context.ts';
import { findUnclaimedRows, type UnclaimedRow } from './unclaimed-rows.ts';

export interface Difference {
  /**
   * `missing`: the journal has a row that the list does not. `amountDiffers`: both have it, with other amounts.
   * `unclaimed`: a row of this terminal's own shop that no operation made.
   * `late`, `double`, `suspect`: see `UnclaimedRow`; what was done about it stands in the journal.
   */
  kind: 'missing' | 'amountDiffers' | 'unclaimed' | 'late' | 'double' | 'suspect';
  contactUuid: ContactUuid;
  uuid: TransactionUuid;
  operationId: string | null;
  amountInCents: Cents;
  createdAt: EpochMs | null;
}

export interface Report {
  /** By the server's clock; null where that is not known. */
  at: EpochMs | null;
  contactCount: number;
  rowCount: number;
  /** Contacts whose list could not be had, or contradicted itself. */
  unread: ContactUuid[];
  /** Contacts that were merged into others or deleted, so that they have no list any more. */
  goneCount: number;
  differences: Difference[];
  /** Contacts for which something is to be done now. */
  touched: ContactUuid[];
}

/** Where it is cut short, the contacts that are left count as unread. */
export async function reconcile(
  options: SettleOptions,
  contacts: readonly ContactUuid[],
  isCutShort: () => boolean,
): Promise<Report> {
  const report: Report = {
    at: options.clock.serverNow()?.latest ?? null,
    contactCount: contacts.length,
    rowCount: 0,
    unread: [],
    goneCount: 0,
    differences: [],
    touched: [],
  };
  for (const contactUuid of contacts) {
    if (isCutShort()) report.unread.push(contactUuid);
    else await reconcileContact(options, contactUuid, report);
  }
  return report;
}

async function reconcileContact(
  options: SettleOptions,
  contactUuid: ContactUuid,
  report: Report,
): Promise<void> {
  const shops = new Set(options.journal.sentOf(contactUuid).map(({ shopUuid }) => shopUuid));
  for (const shopUuid of shops) {
    const gathered = await gatherEvidence(options.read, {
      contactUuid,
      shopUuid,
      wantsBalance: false,
    });
    if (isGone(gathered)) return reconcileGone(options, contactUuid, report);
    if (gathered.kind !== 'evidence') {
      report.unread.push(contactUuid);
      return;
    }
    report.rowCount += gathered.evidence.rows.length;
    // From here to the end nothing is awaited: what is compared is the journal as it stands now.
    compare(options, { contactUuid, shopUuid, evidence: gathered.evidence }, report);
  }
}

/** A contact that was merged is compared as the one that it was merged into. */
async function reconcileGone(
  options: SettleOptions,
  contactUuid: ContactUuid,
  report: Report,
): Promise<void> {
  const followed = await followMerge(options, contactUuid);
  switch (followed.kind) {
    case 'moved':
      return reconcileContact(options, followed.contactUuid, report);
    case 'gone':
      report.goneCount += 1;
      return;
    case 'busy':
    case 'unwritable':
    case 'failed':
      report.unread.push(contactUuid);
      return;
    default:
      assertNever(followed);
  }
}

function isGone(gathered: Gathered): boolean {
  return (
    gathered.kind === 'failed' &&
    gathered.failure.kind === 'refused' &&
    gathered.failure.reason === 'contactNotFound'
  );
}

interface Compared {
  contactUuid: ContactUuid;
  shopUuid: ShopUuid;
  evidence: Evidence;
}

function compare(
  options: SettleOptions,
  { contactUuid, shopUuid, evidence }: Compared,
  report: Report,
): void {
  const { journal, isOwnShop } = options;
  const sent = journal.sentOf(contactUuid).filter((operation) => operation.shopUuid === shopUuid);
  report.differences.push(...differencesOf(sent, evidence));
  const unclaimedRows = findUnclaimedRows(evidence, {
    sent,
    isOwnShop,
    isClaimed: (uuid) => journal.isClaimed(uuid),
    isReversed: (uuid) => journal.isReversed(uuid),
  });
  for (const stray of unclaimedRows) {
    report.differences.push(differenceOf(stray.row, contactUuid, stray));
    if (setRight(options, contactUuid, stray)) report.touched.push(contactUuid);
  }
  if (isOwnShop)
    report.differences.push(
      ...unexplainedRows(options, { contactUuid, shopUuid, evidence }, unclaimedRows),
    );
}

function differencesOf(sent: readonly Operation[], evidence: Evidence): Difference[] {
  const rows = new Map(evidence.rows.map((row) => [row.uuid, row]));
  return sent.flatMap(({ id, uuid, contactUuid, amountInCents }): Difference[] => {
    if (uuid === null) return [];
    const row = rows.get(uuid);
    const difference = {
      contactUuid,
      uuid,
      operationId: id,
      amountInCents,
      createdAt: row?.createdAt ?? null,
    };
    if (row === undefined) return [{ ...difference, kind: 'missing' }];
    return row.amountInCents === amountInCents ? [] : [{ ...difference, kind: 'amountDiffers' }];
  });
}

function unexplainedRows(
  { journal }: SettleOptions,
  { contactUuid, evidence }: Compared,
  unclaimedRows: readonly UnclaimedRow[],
): Difference[] {
  const spokenOf = new Set(unclaimedRows.map(({ row }) => row.uuid));
  return evidence.rows
    .filter(
      ({ uuid }) => !journal.isClaimed(uuid) && !journal.isReversed(uuid) && !spokenOf.has(uuid),
    )
    .map((row) => differenceOf(row, contactUuid, null));
}

function differenceOf(
  row: PrepaidTransaction,
  contactUuid: ContactUuid,
  stray: UnclaimedRow | null,
): Difference {
  const kinds = { claim: 'late', double: 'double', suspect: 'suspect' } as const;
  return {
    kind: stray === null ? 'unclaimed' : kinds[stray.kind],
    contactUuid,
    uuid: row.uuid,
    operationId: stray?.operation.id ?? null,
    amountInCents: row.amountInCents,
    createdAt: row.createdAt,
  };
}

/** Whether the lane of the contact has something to do now. A disk that takes nothing leaves it to the next time. */
function setRight(
  { journal, read }: SettleOptions,
  contactUuid: ContactUuid,
  stray: UnclaimedRow,
): boolean {
  const { row, operation } = stray;
  const written = journal.write(() => {
    switch (stray.kind) {
      case 'claim':
        return journal.change(operation.id, 'present', {
          ledger: 'present',
          uuid: row.uuid,
          heldReason: null,
        });
      case 'double':
        return journal.addReversal(
          {
            uuid: row.uuid,
            amountInCents: row.amountInCents,
            contactUuid,
            shopUuid: operation.shopUuid,
          },
          operation,
          read.capabilities.canReverse ? 'reverse' : 'create',
        );
      case 'suspect':
        return journal.change(operation.id, 'held', { heldReason: 'possibleDouble' });
      default:
        return assertNever(stray.kind);
    }
  });
  return written.kind === 'written' && stray.kind !== 'suspect';
}
