/**
 * Rebuilds the state of a journal from its events, and compares each operation with its row on the way. An operation is
 * forgotten as soon as it is settled and its row matches, so the memory holds only what is open.
 */
import type Database from 'better-sqlite3';
import * as v from 'valibot';
import { operationId } from '../../shared/ids.ts';
import { epochMs } from '../../shared/time.ts';
import type { JournalEvent } from './chain.ts';
import type { Operation } from './operation.ts';
import { factsOfBody, isAsReplayed, type Replayed as Facts } from './replay.ts';
import { fromRow, SELECT_FACTS } from './rows.ts';
import type { JournalState } from './state.ts';
import type { Damage, Verified } from './damage.ts';

export interface JournalReplay {
  /** Adds the next event. Returns the damage that it shows, or null. */
  take(event: JournalEvent): Damage | null;
  /** Compares what is left, after the last event. */
  end(): Verified;
}

interface Replayed extends Facts {
  /** The last event of the operation. Null if it is before the state that the replay began with. */
  lastEvent: number | null;
}

/** `from`: the state before the first event. The chain of the events must be whole. */
export function createReplay(db: Database.Database, from: JournalState): JournalReplay {
  const rows = readerOf(db);
  const notes = new Map(from.notes);
  let { end, operationCount } = from;
  /** Operations that are open, or whose row does not match yet: later events may explain it. */
  const replayed = new Map<string, Replayed>();
  for (const { id, ...facts } of from.open.values()) {
    replayed.set(id, { facts: { id, ...facts }, at: facts.createdAt, lastEvent: null });
  }

  /** Each new operation has the next number. */
  function findMissingRow(id: string): Damage | null {
    operationCount += 1;
    const found = rows.idAt(operationCount);
    if (found === id) return null;
    return found === null ? damaged(`${id} (missing)`, null) : damaged(found.slice(0, 120), null);
  }

  /** The facts before this event. */
  function factsBefore(id: string, facts: Record<string, unknown>): Record<string, unknown> {
    const known = replayed.get(id);
    if (known !== undefined) return known.facts;
    // The first event of an operation has all facts, and so has an event of an operation that was settled. An earlier
    // version wrote only the changes: then the row matched before, and must match again.
    const isComplete = 'createdAt' in facts;
    const row = isComplete ? undefined : rows.byId(id);
    return row?.kind === 'read' ? { ...row.operation } : { id };
  }

  return {
    take(event) {
      const { seq, hash, at, operationId: id, kind, body } = event;
      end = { seq, hash };
      if (id === null) {
        notes.set(kind, { seq, kind, body });
        return null;
      }
      const missing = kind === 'created' ? findMissingRow(id) : null;
      if (missing !== null) return { ...missing, since: at };
      const facts = factsOfBody(body);
      const after = { facts: { ...factsBefore(id, facts), ...facts }, at, lastEvent: seq };
      replayed.set(id, after);
      if (after.facts['isSettled'] !== true) return null;
      const row = rows.byId(id);
      if (row.kind === 'read' && isSame(row, after)) replayed.delete(id);
      return null;
    },
    end() {
      const open: JournalState['open'] = new Map();
      for (const [id, facts] of replayed) {
        const row = rows.byId(id);
        const damage = findDifference(id, row, facts);
        if (damage !== null) return { kind: 'damaged', damage };
        if (row.kind === 'read' && !row.operation.isSettled) {
          open.set(operationId(id), row.operation);
        }
      }
      const damage = findUnexpected(rows, open, operationCount);
      return damage === null
        ? { kind: 'whole', state: { end, operationCount, open, notes } }
        : { kind: 'damaged', damage };
    },
  };
}

function findDifference(id: string, row: ReadRow, replayed: Replayed): Damage | null {
  switch (row.kind) {
    case 'missing':
      return damaged(`${id} (missing)`, replayed.at);
    case 'unreadable':
      return damaged(`${id} (unreadable)`, null);
    case 'read':
      return isSame(row, replayed) ? null : damaged(id, replayed.at);
  }
}

function isSame({ operation, lastEvent }: ReadOperation, replayed: Replayed): boolean {
  const isLast = replayed.lastEvent === null || replayed.lastEvent === lastEvent;
  return isLast && isAsReplayed(operation, replayed);
}

/** Finds a row that no event made, and a row that is open although its events say that it is settled. */
function findUnexpected(
  rows: RowReader,
  open: JournalState['open'],
  operationCount: number,
): Damage | null {
  const beyond = rows.idAfter(operationCount);
  if (beyond !== null) return damaged(beyond.slice(0, 120), null);
  const listed = rows.openIds();
  const isListed = new Set(listed);
  const wrong =
    listed.find((id) => !open.has(operationId(id))) ??
    [...open.keys()].find((id) => !isListed.has(id));
  return wrong === undefined ? null : damaged(wrong.slice(0, 120), null);
}

function damaged(what: string, since: number | null): Damage {
  return {
    kind: 'operation',
    where: `operation ${what}`,
    since: since === null ? null : epochMs(since),
  };
}

interface ReadOperation {
  kind: 'read';
  operation: Operation;
  lastEvent: number;
}
type ReadRow = ReadOperation | { kind: 'missing' } | { kind: 'unreadable' };

interface RowReader {
  byId(id: string): ReadRow;
  /** The id of the operation with this number. Null if there is none. */
  idAt(seq: number): string | null;
  /** The id of an operation with a higher number. Null if there is none. */
  idAfter(seq: number): string | null;
  /** As the index of the open operations lists them. */
  openIds(): string[];
}

function readerOf(db: Database.Database): RowReader {
  const byId = db.prepare<[string], { lastEvent: number }>(
    `SELECT ${SELECT_FACTS}, last_event AS lastEvent FROM operation WHERE id = ?`,
  );
  const idAt = db.prepare<[number], string>('SELECT id FROM operation WHERE seq = ?').pluck();
  const idAfter = db
    .prepare<[number], string>('SELECT id FROM operation WHERE seq > ? LIMIT 1')
    .pluck();
  const openIds = db
    .prepare<[], string>('SELECT id FROM operation INDEXED BY operation_open WHERE is_settled = 0')
    .pluck();
  return {
    byId(id) {
      const row = byId.get(id);
      if (row === undefined) return { kind: 'missing' };
      const { lastEvent, ...facts } = row;
      return parseRow(facts, lastEvent);
    },
    idAt: (seq) => idAt.get(seq) ?? null,
    idAfter: (seq) => idAfter.get(seq) ?? null,
    openIds: () => openIds.all(),
  };
}

function parseRow(row: unknown, lastEvent: number): ReadRow {
  try {
    return { kind: 'read', operation: fromRow(row), lastEvent };
  } catch (error) {
    if (error instanceof v.ValiError || error instanceof SyntaxError) return { kind: 'unreadable' };
    throw error;
  }
}
