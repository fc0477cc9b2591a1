/** Reads the operations of a journal file and their former states, without the product's code. */
import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import * as v from 'valibot';
import { brokenRules, type HistoryEvent } from './history.ts';

export interface OperationRow {
  id: string;
  kind: 'spend' | 'topUp' | 'reversal';
  contactUuid: string;
  shopUuid: string;
  amountInCents: number;
  promise: 'none' | 'paid' | 'notPaid';
  ledger: string;
  uuid: string | null;
  reversesUuid: string | null;
  reversesOperationId: string | null;
  sends: number;
  firstSentAtServer: number | null;
  /** How many POSTs were noted in the journal, those that were refused or never left included. */
  posts: number;
  heldReason: string | null;
  refusal: string | null;
  isSettled: boolean;
  /** The names of every state and every event. */
  reached: string[];
  /** The rules of an operation's history that were broken. */
  broken: string[];
}

const rowSchema = v.object({
  id: v.string(),
  kind: v.picklist(['spend', 'topUp', 'reversal']),
  contact_uuid: v.string(),
  shop_uuid: v.string(),
  amount_in_cents: v.number(),
  promise: v.picklist(['none', 'paid', 'notPaid']),
  ledger: v.string(),
  uuid: v.nullable(v.string()),
  reverses_uuid: v.nullable(v.string()),
  reverses_operation_id: v.nullable(v.string()),
  sends: v.number(),
  first_sent_at_server: v.nullable(v.number()),
  held_reason: v.nullable(v.string()),
  refusal: v.nullable(v.string()),
  is_settled: v.number(),
});

const bodySchema = v.looseObject({
  promise: v.optional(v.string()),
  ledger: v.optional(v.string()),
  heldReason: v.optional(v.nullable(v.string())),
});

/** All operations of a journal and its archives, with the latest state of each. */
export function readOperations(db: Database.Database): OperationRow[] {
  return withArchives(db, (archives) => {
    const all = [...archives, db];
    // What went on after an archive was written is in the journal as it is now.
    const rows = new Map(all.flatMap(storedRows).map((row) => [row.id, row]));
    const histories = Map.groupBy(eventsOf(all), (event) => event.operation_id);
    return [...rows.values()].map((row) => toOperation(row, histories.get(row.id) ?? []));
  });
}

/** Opens the archives of the journal, the oldest first. */
function withArchives<T>(
  db: Database.Database,
  read: (archives: readonly Database.Database[]) => T,
): T {
  const archives = archiveFiles(db.name).map((file) => new Database(file, { readonly: true }));
  const lastSeq = (one: Database.Database): number =>
    one.prepare<[], number>('SELECT MAX(seq) FROM event').pluck().get() ?? 0;
  try {
    return read(archives.toSorted((a, b) => lastSeq(a) - lastSeq(b)));
  } finally {
    for (const archive of archives) archive.close();
  }
}

function archiveFiles(journal: string): string[] {
  const mark = `${basename(journal)}.archive-`;
  const names = readdirSync(dirname(journal)).filter((name) => name.startsWith(mark));
  return names.map((name) => join(dirname(journal), name));
}

function storedRows(db: Database.Database): StoredRow[] {
  const rows = db.prepare('SELECT * FROM operation ORDER BY seq').all();
  return v.parse(v.array(rowSchema), rows);
}

type StoredRow = v.InferOutput<typeof rowSchema>;

type OwnedEvent = HistoryEvent & { seq: number; operation_id: string | null };

function eventsOf(all: readonly Database.Database[]): OwnedEvent[] {
  const events = all.flatMap((db) =>
    db
      .prepare<[], OwnedEvent>('SELECT seq, operation_id, kind, body FROM event ORDER BY seq')
      .all(),
  );
  return [...new Map(events.map((event) => [event.seq, event])).values()];
}

function toOperation(row: StoredRow, history: readonly HistoryEvent[]): OperationRow {
  return {
    id: row.id,
    kind: row.kind,
    contactUuid: row.contact_uuid,
    shopUuid: row.shop_uuid,
    amountInCents: row.amount_in_cents,
    promise: row.promise,
    ledger: row.ledger,
    uuid: row.uuid,
    reversesUuid: row.reverses_uuid,
    reversesOperationId: row.reverses_operation_id,
    sends: row.sends,
    firstSentAtServer: row.first_sent_at_server,
    posts: history.filter(({ kind }) => kind === 'sent').length,
    heldReason: row.held_reason,
    refusal: row.refusal,
    isSettled: row.is_settled === 1,
    reached: statesOf(row.kind, history),
    broken: brokenRules(history),
  };
}

/** True if the journal or one of its archives has the operation. */
export function hasOperation(db: Database.Database, id: string): boolean {
  const has = (one: Database.Database): boolean =>
    one.prepare('SELECT 1 FROM operation WHERE id = ?').get(id) !== undefined;
  return has(db) || withArchives(db, (archives) => archives.some(has));
}

/**
 * True if an operation of the same contact that goes first waits to be settled, or an earlier one waits for staff. What
 * is to be taken back goes first even if its reversal is the newer operation.
 */
export function hasOpenBefore(db: Database.Database, id: string | null): boolean {
  return (
    db
      .prepare<[string | null]>(
        `SELECT 1 FROM operation AS other JOIN operation AS this USING (contact_uuid)
         WHERE this.id = ? AND other.is_settled = 0 AND (other.seq < this.seq
           OR (other.kind = 'reversal' AND other.held_reason IS NULL))`,
      )
      .get(id) !== undefined
  );
}

/** Null if there is no such operation. */
export function promiseOf(db: Database.Database, id: string | null): string | null {
  return (
    db
      .prepare<[string | null], { promise: string }>('SELECT promise FROM operation WHERE id = ?')
      .get(id)?.promise ?? null
  );
}

function statesOf(kind: string, events: readonly HistoryEvent[]): string[] {
  let promise = '';
  let ledger = '';
  return events.flatMap((event) => {
    const body = v.parse(bodySchema, JSON.parse(event.body));
    promise = body.promise ?? promise;
    ledger = body.ledger ?? ledger;
    const held = body.heldReason ?? null;
    return [
      `state:${kind}:${promise}:${ledger}`,
      `event:${event.kind}`,
      ...(held === null ? [] : [`held:${held}`]),
    ];
  });
}
