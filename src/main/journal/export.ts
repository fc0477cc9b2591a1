/**
 * Exports the journal and its archives row by row, as JSON Lines with a checksum or as CSV for a spreadsheet. Only reads.
 */
import type Database from 'better-sqlite3';
import { createHash } from 'node:crypto';
import { assert } from '../../shared/assert.ts';
import type { MinorDigits } from '../../shared/money.ts';
import { isoText, type EpochMs } from '../../shared/time.ts';
import { CHAIN_START, type JournalEvent } from './chain.ts';
import { csvLine, type CsvCell } from './csv.ts';
import { referenceOf, type Operation } from './operation.ts';
import { countHistory, eventsOf, operationsOf, type History } from './archive/history.ts';
import type { StoredReport } from './reports.ts';

export const EXPORT_FORMAT = 'prepaid-kiosk-journal';
export const EXPORT_VERSION = 1;

export interface ExportCounts {
  operations: number;
  events: number;
  reports: number;
}

export interface ExportSource extends History {
  exportedAt: EpochMs;
}

export function countRows(history: History): ExportCounts {
  const { db } = history;
  const reports = db.prepare<[], number>('SELECT COUNT(*) FROM report').pluck().get() ?? 0;
  return { ...countHistory(history), reports };
}

/** A first line, a line for each operation, event and report, and a last line with the checksum. */
export function* jsonLines({ exportedAt, ...history }: ExportSource): Generator<string> {
  const seal = createHash('sha256');
  const counts = countRows(history);
  let lastHash = CHAIN_START;
  for (const record of records(history, { exportedAt, counts })) {
    if (record.type === 'event') lastHash = record.hash;
    const line = `${JSON.stringify(record)}\n`;
    seal.update(line);
    yield line;
  }
  yield `${JSON.stringify({ type: 'end', ...counts, lastHash, sha256: seal.digest('hex') })}\n`;
}

type ExportRecord =
  { type: 'journal' | 'operation' | 'report' } | ({ type: 'event' } & JournalEvent);

function* records(
  history: History,
  { exportedAt, counts }: { exportedAt: EpochMs; counts: ExportCounts },
): Generator<ExportRecord> {
  const head = { format: EXPORT_FORMAT, version: EXPORT_VERSION, exportedAt, ...counts };
  const { gaps = [] } = history;
  yield { type: 'journal', ...head, ...(gaps.length === 0 ? {} : { missing: gaps }) };
  for (const operation of operationsOf(history)) yield { type: 'operation', ...operation };
  for (const event of eventsOf(history)) yield { type: 'event', ...event };
  for (const report of readReports(history.db)) yield { type: 'report', ...report };
}

/** A line of column names, then the operations, oldest first. */
export function* csvLines({
  minorDigits,
  ...history
}: History & { minorDigits: MinorDigits }): Generator<string> {
  yield csvLine(Object.keys(CSV_COLUMNS));
  for (const operation of operationsOf(history)) {
    yield csvLine(Object.values(CSV_COLUMNS).map((cell) => cell(operation, minorDigits)));
  }
}

/** The most important columns come first. */
const CSV_COLUMNS: Readonly<
  Record<string, (operation: Operation, minorDigits: MinorDigits) => CsvCell>
> = {
  reference: ({ id }) => referenceOf(id),
  created_at: ({ createdAt }) => isoOf(createdAt),
  kind: ({ kind }) => kind,
  amount_in_cents: ({ amountInCents }) => amountInCents,
  amount: ({ amountInCents }, minorDigits) => decimalOf(amountInCents, minorDigits),
  promise: ({ promise }) => promise,
  ledger: ({ ledger }) => ledger,
  is_settled: ({ isSettled }) => (isSettled ? 'yes' : 'no'),
  held_reason: ({ heldReason }) => heldReason,
  decision: ({ decision }) => decision,
  decided_by: ({ decidedBy }) => decidedBy,
  accepted_as: ({ acceptedAs }) => acceptedAs,
  card: ({ identifierValue }) => identifierValue,
  contact_uuid: ({ contactUuid }) => contactUuid,
  shop_uuid: ({ shopUuid }) => shopUuid,
  transaction_uuid: ({ uuid }) => uuid,
  reverses_uuid: ({ reversesUuid }) => reversesUuid,
  balance_after_in_cents: ({ balanceAfterInCents }) => balanceAfterInCents,
  sends: ({ sends }) => sends,
  first_sent_at: ({ firstSentAtServer }) => isoOf(firstSentAtServer),
  refusal: ({ refusal }) => refusal,
  id: ({ id }) => id,
};

function readReports(db: Database.Database): IterableIterator<StoredReport> {
  return db.prepare<[], StoredReport>('SELECT seq, at, body FROM report ORDER BY seq').iterate();
}

/** `-1050` becomes `-10.50` with two minor digits. Uses integers only, so no digit is lost. */
export function decimalOf(amountInCents: number, minorDigits: MinorDigits): { decimal: string } {
  assert(Number.isSafeInteger(amountInCents), 'an amount is whole cents');
  const digits = String(Math.abs(amountInCents)).padStart(minorDigits + 1, '0');
  const sign = amountInCents < 0 ? '-' : '';
  if (minorDigits === 0) return { decimal: `${sign}${digits}` };
  return { decimal: `${sign}${digits.slice(0, -minorDigits)}.${digits.slice(-minorDigits)}` };
}

function isoOf(at: EpochMs | null): string | null {
  return at === null ? null : isoText(at);
}
