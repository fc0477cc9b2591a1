/**
 * Exports the journal row by row, as JSON Lines with a checksum or as CSV for a spreadsheet. The journal is only read.
 */
import type Database from 'better-sqlite3';
import { createHash } from 'node:crypto';
import { assert } from '../../shared/assert.ts';
import type { MinorDigits } from '../../shared/money.ts';
import { isoText, type EpochMs } from '../../shared/time.ts';
import { CHAIN_START } from './chain.ts';
import { csvLine, type CsvCell } from './csv.ts';
import { referenceOf, type Operation } from './operation.ts';
import { fromRow, SELECT_FACTS } from './rows.ts';
import { readEvents } from './verify.ts';
import type { StoredReport } from './reports.ts';

export const EXPORT_FORMAT = 'prepaid-kiosk-journal';
export const EXPORT_VERSION = 1;

export interface ExportCounts {
  operations: number;
  events: number;
  reports: number;
}

export interface ExportSource {
  db: Database.Database;
  exportedAt: EpochMs;
}

export function countRows(db: Database.Database): ExportCounts {
  const count = (table: string): number =>
    db.prepare<[], number>(`SELECT COUNT(*) FROM ${table}`).pluck().get() ?? 0;
  return { operations: count('operation'), events: count('event'), reports: count('report') };
}

/** A first line, a line for each operation, event and report, and a last line with the checksum. */
export function* jsonLines({ db, exportedAt }: ExportSource): Generator<string> {
  const seal = createHash('sha256');
  const counts = countRows(db);
  for (const record of records(db, { exportedAt, counts })) {
    const line = `${JSON.stringify(record)}\n`;
    seal.update(line);
    yield line;
  }
  const lastHash =
    db.prepare<[], string>('SELECT hash FROM event ORDER BY seq DESC LIMIT 1').pluck().get() ??
    CHAIN_START;
  yield `${JSON.stringify({ type: 'end', ...counts, lastHash, sha256: seal.digest('hex') })}\n`;
}

function* records(
  db: Database.Database,
  { exportedAt, counts }: { exportedAt: EpochMs; counts: ExportCounts },
): Generator<object> {
  yield { type: 'journal', format: EXPORT_FORMAT, version: EXPORT_VERSION, exportedAt, ...counts };
  for (const operation of readOperations(db)) yield { type: 'operation', ...operation };
  for (const event of readEvents(db)) yield { type: 'event', ...event };
  for (const report of readReports(db)) yield { type: 'report', ...report };
}

/** A line of column names, then the operations, oldest first. */
export function* csvLines({
  db,
  minorDigits,
}: Pick<ExportSource, 'db'> & { minorDigits: MinorDigits }): Generator<string> {
  yield csvLine(Object.keys(CSV_COLUMNS));
  for (const operation of readOperations(db)) {
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

function* readOperations(db: Database.Database): Generator<Operation> {
  for (const row of db.prepare(`SELECT ${SELECT_FACTS} FROM operation ORDER BY seq`).iterate()) {
    yield fromRow(row);
  }
}

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
