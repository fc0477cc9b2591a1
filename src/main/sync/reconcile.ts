/**
 * Compares the journal with the server's list, contact by contact, and reports every difference.
 * It only acts on a row that one of our POSTs must have made: in the terminal's own shop it claims the row or takes it
 * back. What it cannot prove, it holds for staff. A row that none of our POSTs made shows that the shop is shared.
 */
import { assertNever } from '../../shared/assert.ts';
import type { ContactUuid, ShopUuid, TransactionUuid } from '../../shared/ids.ts';
import type { Cents } from '../../shared/money.ts';
import type { EpochMs } from '../../shared/time.ts';
import type { ShopUse } from '../journal/shop-use.ts';
import type { Operation } from '../journal/operation.ts';
import type { ServerClock } from '../leat/server-clock.ts';
import type { PrepaidTransaction } from '../leat/types.ts';
import { readRowsSince, type RowsSince } from './evidence.ts';
import { baselineMs, CLOCK_MARGIN_MS } from './row-age.ts';
import { followMerge, type MergeOptions } from './contact-merge.ts';
import { findForeignRows, findUnclaimedRows, type UnclaimedRow } from './unclaimed-rows.ts';
import { findWrongClaims } from './wrong-claims.ts';

export interface Difference {
  /**
   * `missing`: the journal has a row that the list does not have. `amountDiffers`: the amounts are different.
   * `unclaimed`: a row in this terminal's own shop that no operation made.
   * `late`, `double`, `suspect`: see `UnclaimedRow`. The journal shows how each was resolved.
   * `wrongClaim`: the operation claimed another row before. The reply to its POST was the reply to another request.
   */
  kind: 'missing' | 'amountDiffers' | 'unclaimed' | 'late' | 'double' | 'suspect' | 'wrongClaim';
  contactUuid: ContactUuid;
  uuid: TransactionUuid;
  operationId: string | null;
  amountInCents: Cents;
  createdAt: EpochMs | null;
  /** What speaks for the operation as the maker of the row. */
  evidence?: RowEvidence;
}

/** The facts of the operation that may have made a row. */
type RowEvidence = Pick<
  Operation,
  'promise' | 'ledger' | 'uuid' | 'sends' | 'firstSentAtServer' | 'lastSentAtServer'
>;

/** The sums of one contact's rows in one shop. */
export interface Sums {
  contactUuid: ContactUuid;
  shopUuid: ShopUuid;
  /** All rows of the list that were compared. */
  listedInCents: number;
  /** The rows that operations of this terminal claim. */
  claimedInCents: number;
  /** The rows that an operation of this terminal may have made, and that none claims. */
  suspectInCents: number;
}

export interface Report {
  /**
   * The time of the comparison, by the server's clock, or the time of the last POST if the clock is not known. Null if
   * neither is known.
   */
  at: EpochMs | null;
  contactCount: number;
  rowCount: number;
  /** Contacts whose list could not be read, or was inconsistent. */
  unread: ContactUuid[];
  /** How many contacts no longer have a list, because they were merged or deleted. */
  goneCount: number;
  differences: Difference[];
  /** Where the rows do not add up to the operations of this terminal. */
  sums: Sums[];
  /** Contacts that now have an operation to settle. */
  touched: ContactUuid[];
}

export interface ReconcileOptions extends MergeOptions {
  clock: ServerClock;
  shop: ShopUse;
  isCutShort: () => boolean;
  /** The operations of this contact that were sent earlier, by the server's clock, were compared before. */
  sinceOf: (contactUuid: ContactUuid) => EpochMs;
  /** Waits before the next page of a long list. False if the comparison is cut short. */
  pause: () => Promise<boolean>;
}

interface Comparison extends ReconcileOptions {
  /** What the comparison finds on its way, and sets right at its end. */
  misclaims: Misclaim[];
}

/** A row in the list of this contact that an operation of another contact claims. */
interface Misclaim {
  contactUuid: ContactUuid;
  row: PrepaidTransaction;
}

/** Compares all contacts. If `isCutShort` becomes true, the remaining contacts count as unread. */
export async function reconcile(
  options: ReconcileOptions,
  contacts: readonly ContactUuid[],
): Promise<Report> {
  const report: Report = {
    at: options.clock.ledgerNow()?.latest ?? options.journal.lastSentAt(),
    contactCount: contacts.length,
    rowCount: 0,
    unread: [],
    goneCount: 0,
    differences: [],
    sums: [],
    touched: [],
  };
  const comparison: Comparison = { ...options, misclaims: [] };
  for (const contactUuid of contacts) {
    if (options.isCutShort()) report.unread.push(contactUuid);
    else await reconcileContact(comparison, contactUuid, report);
  }
  // By now the operations of a merged contact have moved, so its rows are no longer those of another contact.
  for (const misclaim of comparison.misclaims) {
    await releaseMisclaim(options, misclaim, report);
  }
  return report;
}

async function reconcileContact(
  options: Comparison,
  contactUuid: ContactUuid,
  report: Report,
): Promise<void> {
  const sent = options.journal.sentOf(contactUuid);
  for (const shopUuid of new Set(sent.map((operation) => operation.shopUuid))) {
    const ofShop = sent.filter((operation) => operation.shopUuid === shopUuid);
    const gathered = await readRowsSince(options.read, {
      contactUuid,
      shopUuid,
      sinceMs: firstPostMs(ofShop, options.sinceOf(contactUuid)),
      pause: options.pause,
    });
    if (isGone(gathered)) return reconcileGone(options, contactUuid, report);
    if (gathered.kind !== 'rows') {
      report.unread.push(contactUuid);
      return;
    }
    report.rowCount += gathered.rows.length;
    if (gathered.isPartial) report.unread.push(contactUuid);
    // There is no `await` from here on, so the journal cannot change during the comparison.
    compare(options, { contactUuid, shopUuid, evidence: gathered }, report);
  }
}

/** The earliest time of a row that must be compared. */
function firstPostMs(sent: readonly Operation[], since: EpochMs): number {
  return (
    sent
      .filter(({ lastSentAtServer }) => (lastSentAtServer ?? since) >= since)
      .map((operation) => operation.firstSentAtServer ?? timeOfBaseline(operation))
      .reduce((first, time) => Math.min(first, time), Infinity) - CLOCK_MARGIN_MS
  );
}

/** If the time of a POST is not known, only its baseline shows which rows are newer. */
function timeOfBaseline({ baseline }: Operation): number {
  return baseline === null ? Infinity : baselineMs(baseline);
}

/** The contact does not exist any more. If it was merged, the contact that it was merged into is compared instead. */
async function reconcileGone(
  options: Comparison,
  contactUuid: ContactUuid,
  report: Report,
): Promise<void> {
  const followed = await followMerge(options, contactUuid);
  switch (followed.kind) {
    case 'moved':
      return reconcileContact(options, followed.contactUuid, report);
    case 'gone':
      report.goneCount += 1;
      holdUnproven(options, contactUuid);
      return;
    case 'stays':
    case 'busy':
    case 'unwritable':
    case 'failed':
      report.unread.push(contactUuid);
      return;
    default:
      assertNever(followed);
  }
}

/**
 * No list can show any more whether the refused and absent operations of this contact had no effect. A row that the
 * server has confirmed needs no list.
 */
function holdUnproven({ journal, sinceOf }: ReconcileOptions, contactUuid: ContactUuid): void {
  const since = sinceOf(contactUuid);
  const isUnproven = ({ ledger, isSettled, decision, lastSentAtServer }: Operation): boolean =>
    (ledger === 'absent' || ledger === 'refused') &&
    isSettled &&
    decision === null &&
    (lastSentAtServer ?? since) >= since;
  for (const { id } of journal.sentOf(contactUuid).filter(isUnproven)) {
    journal.write(() => journal.change(id, 'held', { heldReason: 'contactGone' }));
  }
}

function isGone(gathered: RowsSince): boolean {
  return (
    gathered.kind === 'failed' &&
    gathered.failure.kind === 'refused' &&
    gathered.failure.reason === 'contactNotFound'
  );
}

/**
 * The list of a contact has the row that an operation of another contact claims. If the list of that other contact does
 * not have the row, the claim is wrong: replies have crossed. The operation gives the row up, and is looked up again.
 */
async function releaseMisclaim(
  options: ReconcileOptions,
  { contactUuid: owner, row }: Misclaim,
  report: Report,
): Promise<void> {
  const { journal, read, pause } = options;
  const holder = journal.holderOf(row.uuid);
  if (holder === null || holder.contactUuid === owner) return;
  // It cannot give the row up. A reversal is never sent, because the list does not have this row, and is held in the end.
  if (holder.heldReason !== null || journal.isReversed(row.uuid)) {
    holdMaker(options, { contactUuid: owner, shopUuid: holder.shopUuid, row }, report);
    return;
  }
  const { contactUuid, shopUuid, id } = holder;
  const sinceMs = firstPostMs([holder], options.sinceOf(contactUuid));
  const listed = await readRowsSince(read, { contactUuid, shopUuid, sinceMs, pause });
  if (listed.kind !== 'rows' || listed.rows.some(({ uuid }) => uuid === row.uuid)) return;
  const isFree =
    isRead(holder.firstSentAtServer, listed) && journal.misclaimOf(row.uuid, owner) === 'free';
  const written = isFree ? journal.write(() => journal.release(id)) : null;
  if (written?.kind !== 'written') {
    report.unread.push(owner);
    return;
  }
  const { uuid, amountInCents, createdAt } = row;
  report.differences.push({
    kind: 'wrongClaim',
    contactUuid,
    uuid,
    operationId: id,
    amountInCents,
    createdAt,
  });
  report.touched.push(contactUuid);
}

/** Only staff can set right whose row this is, so the operation that may have made it is held too. */
function holdMaker(
  options: ReconcileOptions,
  {
    contactUuid,
    shopUuid,
    row,
  }: Pick<Compared, 'contactUuid' | 'shopUuid'> & Pick<Misclaim, 'row'>,
  report: Report,
): void {
  const isNever = (): boolean => false;
  const unclaimedRows = findUnclaimedRows(
    { rows: [row] },
    {
      sent: sentIn(options, { contactUuid, shopUuid }),
      isOwnShop: false,
      isMeantAsOwn: options.shop.isMeantAsOwn,
      isClaimed: isNever,
      isReversed: isNever,
    },
  );
  for (const unclaimed of unclaimedRows) {
    report.differences.push(differenceOf(row, contactUuid, unclaimed));
    setRight(options, contactUuid, unclaimed);
  }
}

type Evidence = Extract<RowsSince, { kind: 'rows' }>;

interface Compared {
  contactUuid: ContactUuid;
  shopUuid: ShopUuid;
  evidence: Evidence;
}

function compare(
  options: Comparison,
  { contactUuid, shopUuid, evidence }: Compared,
  report: Report,
): void {
  const { journal, shop } = options;
  correctClaims(options, { contactUuid, shopUuid, evidence }, report);
  for (const row of evidence.rows) {
    if (journal.misclaimOf(row.uuid, contactUuid) !== 'none')
      options.misclaims.push({ contactUuid, row });
  }
  const sent = sentIn(options, { contactUuid, shopUuid });
  report.differences.push(...differencesOf(sent, evidence));
  const context = {
    sent,
    isOwnShop: shop.isOwn(),
    isMeantAsOwn: shop.isMeantAsOwn,
    isClaimed: (uuid: TransactionUuid) => journal.isClaimed(uuid),
    isReversed: (uuid: TransactionUuid) => journal.isReversed(uuid),
  };
  const [foreign] = context.isOwnShop ? findForeignRows(evidence, context) : [];
  if (foreign !== undefined) shop.foundForeignRow({ uuid: foreign.uuid, contactUuid });
  const unclaimedRows = findUnclaimedRows(evidence, { ...context, isOwnShop: shop.isOwn() });
  report.sums.push(...sumsOf(options, { contactUuid, shopUuid, evidence }, unclaimedRows));
  for (const unclaimed of unclaimedRows) {
    report.differences.push(differenceOf(unclaimed.row, contactUuid, unclaimed));
    if (setRight(options, contactUuid, unclaimed)) report.touched.push(contactUuid);
  }
  if (context.isOwnShop)
    report.differences.push(
      ...unexplainedRows(options, { contactUuid, shopUuid, evidence }, unclaimedRows),
    );
}

function sentIn(
  { journal }: ReconcileOptions,
  { contactUuid, shopUuid }: Pick<Compared, 'contactUuid' | 'shopUuid'>,
): Operation[] {
  return journal.sentOf(contactUuid).filter((operation) => operation.shopUuid === shopUuid);
}

/** The list is the proof of a claim. A uuid from the reply to a POST is believed only until then. */
function correctClaims(options: ReconcileOptions, compared: Compared, report: Report): void {
  const { journal } = options;
  const found = findWrongClaims(compared.evidence, {
    // The row of an older operation was not read, so nothing says that its claim is wrong.
    sent: sentIn(options, compared).filter(({ firstSentAtServer }) =>
      isRead(firstSentAtServer, compared.evidence),
    ),
    holderOf: (uuid) => journal.holderOf(uuid),
    isReversed: (uuid) => journal.isReversed(uuid),
  });
  for (const { operation, row } of found) {
    const holder = journal.holderOf(row.uuid);
    const written = journal.write(() => journal.correctClaim(operation, row.uuid));
    if (written.kind !== 'written' || !written.value) continue;
    const { contactUuid } = compared;
    const { uuid, amountInCents, createdAt } = row;
    const what = { contactUuid, uuid, operationId: operation.id, amountInCents, createdAt };
    report.differences.push({ kind: 'wrongClaim', ...what });
    report.touched.push(contactUuid, ...(holder === null ? [] : [holder.contactUuid]));
  }
}

function differencesOf(sent: readonly Operation[], evidence: Evidence): Difference[] {
  const rows = new Map(evidence.rows.map((row) => [row.uuid, row]));
  return sent.flatMap((operation): Difference[] => {
    const { id, uuid, contactUuid, amountInCents, firstSentAtServer } = operation;
    if (uuid === null) return [];
    const row = rows.get(uuid);
    const difference = {
      contactUuid,
      uuid,
      operationId: id,
      amountInCents,
      createdAt: row?.createdAt ?? null,
    };
    // An older row was not read, so nothing says that it is missing.
    if (row === undefined) {
      return isRead(firstSentAtServer, evidence) ? [{ ...difference, kind: 'missing' }] : [];
    }
    return row.amountInCents === amountInCents ? [] : [{ ...difference, kind: 'amountDiffers' }];
  });
}

/** True if the row of an operation with this first POST must be among the rows that were read. */
function isRead(firstSentAtServer: EpochMs | null, { newerThan, isPartial }: Evidence): boolean {
  if (isPartial) return false;
  if (newerThan === null) return true;
  return firstSentAtServer !== null && firstSentAtServer - CLOCK_MARGIN_MS > newerThan;
}

function unexplainedRows(
  { journal }: ReconcileOptions,
  { contactUuid, evidence }: Compared,
  unclaimedRows: readonly UnclaimedRow[],
): Difference[] {
  const reported = new Set(unclaimedRows.map(({ row }) => row.uuid));
  return evidence.rows
    .filter(
      ({ uuid }) => !journal.isClaimed(uuid) && !journal.isReversed(uuid) && !reported.has(uuid),
    )
    .map((row) => differenceOf(row, contactUuid, null));
}

function differenceOf(
  row: PrepaidTransaction,
  contactUuid: ContactUuid,
  unclaimed: UnclaimedRow | null,
): Difference {
  const kinds = { claim: 'late', double: 'double', suspect: 'suspect', alike: 'suspect' } as const;
  return {
    kind: unclaimed === null ? 'unclaimed' : kinds[unclaimed.kind],
    contactUuid,
    uuid: row.uuid,
    operationId: unclaimed?.operation.id ?? null,
    amountInCents: row.amountInCents,
    createdAt: row.createdAt,
    ...(unclaimed === null ? {} : { evidence: evidenceFor(unclaimed.operation) }),
  };
}

function evidenceFor(operation: Operation): RowEvidence {
  const { promise, ledger, uuid, sends, firstSentAtServer, lastSentAtServer } = operation;
  return { promise, ledger, uuid, sends, firstSentAtServer, lastSentAtServer };
}

/** Only a contact with suspects is listed: other rows of a shared shop are other terminals'. */
function sumsOf(
  { journal }: ReconcileOptions,
  { contactUuid, shopUuid, evidence }: Compared,
  unclaimedRows: readonly UnclaimedRow[],
): Sums[] {
  if (unclaimedRows.length === 0) return [];
  const claimed = evidence.rows.filter(({ uuid }) => journal.isClaimed(uuid));
  return [
    {
      contactUuid,
      shopUuid,
      listedInCents: sumOf(evidence.rows),
      claimedInCents: sumOf(claimed),
      suspectInCents: sumOf(unclaimedRows.map(({ row }) => row)),
    },
  ];
}

function sumOf(rows: readonly PrepaidTransaction[]): number {
  return rows.reduce((sum, { amountInCents }) => sum + amountInCents, 0);
}

/**
 * Acts on a late row. True if the contact now has an operation to settle. If the disk refuses the write, the next
 * reconciliation tries again.
 */
function setRight(
  { journal, read }: ReconcileOptions,
  contactUuid: ContactUuid,
  unclaimed: UnclaimedRow,
): boolean {
  const { row, operation, kind } = unclaimed;
  if (kind === 'alike') return false;
  // Another row of this comparison already holds it.
  if (kind === 'suspect' && journal.get(operation.id).heldReason !== null) return false;
  const written = journal.write(() => {
    switch (kind) {
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
        return assertNever(kind);
    }
  });
  return written.kind === 'written' && kind !== 'suspect';
}
