/**
 * Checks the invariants on the journal's file and the sandbox's raw ledger, once everything is settled.
 * A 'paid' act is in the ledger exactly once. A 'not paid' act adds up to zero. For an act without an answer, the ledger
 * matches the journal.
 * Every row of the terminal's shop belongs to exactly one operation, and the chain is whole.
 */
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { openKioskJournal } from '../../src/main/kiosk/kiosk-journal.ts';
import { referenceOf, type Operation } from '../../src/main/journal/operation.ts';
import { operationId } from '../../src/shared/ids.ts';
import { epochMs } from '../../src/shared/time.ts';
import { HOME, type Act, type Line } from './messages.ts';
import type { SandboxProcess } from './process.ts';

const rowsSchema = v.array(
  v.object({
    uuid: v.string(),
    amount_in_cents: v.number(),
    shop_uuid: v.string(),
    contact_uuid: v.string(),
  }),
);
export type Row = v.InferOutput<typeof rowsSchema>[number];

export interface Customer {
  contactUuid: string;
  card: string;
}

export interface Checked {
  failures: string[];
  operationCount: number;
  heldCount: number;
  rowCount: number;
}

export interface Evidence {
  sandbox: SandboxProcess;
  dataDir: string;
  shopUuid: string;
  customers: readonly Customer[];
  acts: readonly Act[];
  lines: readonly Line[];
}

export async function check(evidence: Evidence): Promise<Checked> {
  const rows = await readRows(evidence);
  const read = readOperations(evidence.dataDir);
  if (typeof read === 'string') {
    return { failures: [read], operationCount: 0, heldCount: 0, rowCount: rows.length };
  }
  const failures = [
    ...checkOperations(read, rows),
    ...checkRows(read, rows),
    ...checkTold(read, evidence),
    ...checkNets(read, rows, evidence),
  ];
  return {
    failures,
    operationCount: read.length,
    heldCount: read.filter(({ heldReason }) => heldReason !== null).length,
    rowCount: rows.length,
  };
}

async function readRows({ sandbox, shopUuid, customers }: Evidence): Promise<Row[]> {
  const rows: Row[] = [];
  for (const { contactUuid } of customers) {
    rows.push(...v.parse(rowsSchema, await sandbox.admin(`contacts/${contactUuid}/ledger`)));
  }
  return rows.filter((row) => row.shop_uuid === shopUuid);
}

/**
 * Opens the journal as the kiosk does, which verifies the chain and the operations. Returns a text if something is
 * wrong.
 */
function readOperations(dataDir: string): Operation[] | string {
  const opened = openKioskJournal(dataDir, {
    now: () => epochMs(Date.now()),
    newId: randomUUID,
    home: HOME,
  });
  if (opened.kind !== 'open') return `the journal in ${join(dataDir)} is ${opened.kind}`;
  const { damage } = opened.journal;
  if (damage !== null) return `the journal is damaged: ${damage.where}`;
  const { db, journal } = opened.journal.opened;
  const ids = db.prepare<[], { id: string }>('SELECT id FROM operation ORDER BY seq').all();
  const operations = ids.map(({ id }) => journal.get(operationId(id)));
  opened.journal.opened.close();
  return operations;
}

function checkOperations(operations: readonly Operation[], rows: readonly Row[]): string[] {
  const byUuid = new Map(rows.map((row) => [row.uuid, row]));
  const reversed = new Set(operations.flatMap(({ reversesUuid }) => reversesUuid ?? []));
  return operations.flatMap((operation) => {
    const { id, promise, uuid, amountInCents, heldReason, isSettled } = operation;
    if (heldReason !== null) return [];
    if (!isSettled) return [`operation ${id} is not settled: ${promise}, ${operation.ledger}`];
    const row = uuid === null ? undefined : byUuid.get(uuid);
    if (uuid !== null && row?.amount_in_cents !== amountInCents) {
      return [`operation ${id} has a row that the ledger does not have so`];
    }
    if (promise === 'paid' && row === undefined) return [`operation ${id} is paid and has no row`];
    if (promise === 'notPaid' && uuid !== null && !reversed.has(uuid)) {
      return [`operation ${id} is not paid, and its row is not reversed`];
    }
    return [];
  });
}

function checkRows(operations: readonly Operation[], rows: readonly Row[]): string[] {
  const claimed = new Set<string>(
    operations.flatMap(({ uuid, reversesUuid }) => [uuid ?? [], reversesUuid ?? []].flat()),
  );
  return rows
    .filter(({ uuid }) => !claimed.has(uuid))
    .map(({ uuid, amount_in_cents }) => `row ${uuid} (${amount_in_cents}) belongs to no operation`);
}

function checkTold(operations: readonly Operation[], { lines }: Evidence): string[] {
  const byReference = new Map(
    operations.map((operation) => [referenceOf(operation.id), operation]),
  );
  const reversed = new Set(
    operations.flatMap(({ reversesOperationId }) => reversesOperationId ?? []),
  );
  return lines.flatMap((line) => {
    switch (line.kind) {
      case 'paid':
        return byReference.get(line.reference)?.promise === 'paid'
          ? []
          : [`${line.reference} was answered 'paid', but the journal has another promise`];
      case 'notCompleted':
        return byReference.get(line.reference)?.promise === 'notPaid'
          ? []
          : [`${line.reference} was answered 'not completed', but the journal has another promise`];
      case 'reversed': {
        const operation = byReference.get(line.reference);
        return operation !== undefined && reversed.has(operation.id)
          ? []
          : [`${line.reference} was answered 'reversed', but the journal has no reversal`];
      }
      case 'damaged':
      case 'locked':
        return [`a start answered ${line.kind}`];
      case 'ready':
      case 'unwritable':
      case 'noCard':
      case 'notPaid':
      case 'nothingToReverse':
      case 'waiting':
      case 'reconciled':
        return [];
    }
  });
}

/** Each act has a different amount, so the raw rows show the outcome of each act. */
function checkNets(
  operations: readonly Operation[],
  rows: readonly Row[],
  { acts, lines, customers }: Evidence,
): string[] {
  const contactOf = new Map(customers.map(({ card, contactUuid }) => [card, contactUuid]));
  const answerOf = new Map(
    lines.flatMap((line) => ('id' in line ? [[line.id, line.kind] as const] : [])),
  );
  const held = new Set(
    operations.flatMap((o) => (o.heldReason === null ? [] : [Math.abs(o.amountInCents)])),
  );
  const takenBack = new Set<string>(
    operations.flatMap((o) => (o.reversesUuid === null ? [] : [o.reversesUuid])),
  );
  return acts.flatMap(({ id, kind, card, amountInCents }) => {
    if (kind === 'reverse' || held.has(amountInCents)) return [];
    const signed = kind === 'spend' ? -amountInCents : amountInCents;
    const own = rows.filter(
      (row) =>
        row.contact_uuid === contactOf.get(card) && Math.abs(row.amount_in_cents) === amountInCents,
    );
    const net = own.reduce((sum, row) => sum + row.amount_in_cents, 0);
    const operation = operations.find((o) => o.amountInCents === signed && o.kind === kind);
    const isPromised = operation?.promise === 'paid';
    const isTakenBack = takenBack.has(operation?.uuid ?? '');
    const answer = answerOf.get(id);
    if ((answer === 'notPaid' || answer === 'notCompleted') && net !== 0) {
      return [`act ${id} was answered ${answer}, but its rows add up to ${net}`];
    }
    if (answer === 'paid' && !isTakenBack && net !== signed)
      return [`act ${id} was answered paid, but its rows add up to ${net}`];
    const expected = isPromised && !isTakenBack ? signed : 0;
    return net === expected
      ? []
      : [`the rows of act ${id} add up to ${net}, but the journal says ${expected}`];
  });
}
