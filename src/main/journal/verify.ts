/**
 * Checks the pages of a journal and its chain, and that each operation matches its events. The journal is only read.
 */
import Database from 'better-sqlite3';
import * as v from 'valibot';
import { epochMs, type EpochMs } from '../../shared/time.ts';
import { findChainBreak, type JournalEvent } from './chain.ts';
import { MIGRATIONS } from './migrations/index.ts';
import { replayInto, isAsReplayed, type Replayed } from './replay.ts';
import type { Operation } from './operation.ts';
import { fromRow, SELECT_FACTS } from './rows.ts';

export interface Damage {
  kind:
    | 'notADatabase'
    | 'newerVersion'
    | 'pages'
    | 'schema'
    | 'chain'
    | 'operation'
    /** The kiosk ran before, and its journal is gone or empty. */
    | 'missing'
    /** The journal lacks events that the record beside it has. */
    | 'behind'
    /** The record is missing or unreadable, so nothing shows whether events are missing. */
    | 'record'
    /** An older copy of the data folder was put back. */
    | 'olderCopy'
    /** The journal was copied here. The other copy may still be in use. */
    | 'otherMachine'
    | 'otherFolder'
    /** The journal is whole, but the settings about money have changed since they were accepted. */
    | 'settings';
  /** The row or the event, or SQLite's message about the pages. */
  where: string;
  /** The time of the damaged event. Null if it is not known. */
  since: EpochMs | null;
}

const SELECT_EVENTS = `SELECT seq, at, operation_id AS operationId, kind, body,
  previous_hash AS previousHash, hash FROM event ORDER BY seq`;

/** The events in order, one at a time, so that a large journal needs little memory. */
export function readEvents(db: Database.Database): IterableIterator<JournalEvent> {
  return db.prepare<[], JournalEvent>(SELECT_EVENTS).iterate();
}

/** The first damage in the file or the chain, or null. Works for every version, so it runs before the migration. */
export function findFileDamage(db: Database.Database, version: number): Damage | null {
  const damage = findPageDamage(db) ?? findChangedSchema(db, version);
  return damage ?? (version === 0 ? null : findBrokenChain(db));
}

/** Checks the pages and the indexes. The unique indexes prevent that a row is claimed or reversed twice. */
function findPageDamage(db: Database.Database): Damage | null {
  const verdict = v.parse(v.string(), db.pragma('integrity_check(1)', { simple: true }));
  return verdict === 'ok' ? null : { kind: 'pages', where: verdict, since: null };
}

/** Compares the schema. Without its indexes and triggers, the database would accept changes that must be refused. */
function findChangedSchema(db: Database.Database, version: number): Damage | null {
  const expected = new Database(':memory:');
  try {
    for (const step of MIGRATIONS.slice(0, version)) expected.exec(step);
    const wanted = readSchema(expected);
    const found = readSchema(db);
    const changed = [...wanted.keys(), ...found.keys()].find(
      (name) => wanted.get(name) !== found.get(name),
    );
    return changed === undefined
      ? null
      : { kind: 'schema', where: `schema of ${changed}`, since: null };
  } finally {
    expected.close();
  }
}

/** Skips names that begin with `sqlite_`: they belong to SQLite and depend on its version. */
function readSchema(db: Database.Database): Map<string, string> {
  const rows = db
    .prepare<[], { name: string; sql: string }>(
      "SELECT name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY name",
    )
    .all();
  return new Map(rows.map(({ name, sql }) => [name, sql]));
}

function findBrokenChain(db: Database.Database): Damage | null {
  const broken = findChainBreak(readEvents(db));
  return broken === null
    ? null
    : { kind: 'chain', where: `event ${broken.seq} (${broken.kind})`, since: broken.at };
}

function replayEvents(db: Database.Database): Map<string, Replayed> {
  const replayed = new Map<string, Replayed>();
  for (const event of readEvents(db)) replayInto(replayed, event);
  return replayed;
}

/** The first operation that does not match its events, or null. The file must have the present version. */
export function findChangedOperation(db: Database.Database): Damage | null {
  const replayed = replayEvents(db);
  for (const row of db.prepare(`SELECT ${SELECT_FACTS} FROM operation ORDER BY seq`).iterate()) {
    const operation = parseRow(row);
    if (operation === null)
      return { kind: 'operation', where: `operation ${idOf(row)} (unreadable)`, since: null };
    const events = replayed.get(operation.id);
    replayed.delete(operation.id);
    if (!isAsReplayed(operation, events)) {
      return {
        kind: 'operation',
        where: `operation ${operation.id}`,
        since: epochMs(events?.at ?? operation.createdAt),
      };
    }
  }
  const [missing] = replayed;
  return missing === undefined
    ? null
    : { kind: 'operation', where: `operation ${missing[0]} (missing)`, since: missing[1].at };
}

/** Of an unreadable row, only the id may be reported, because the row also contains a card value. */
function idOf(row: unknown): string {
  const parsed = v.safeParse(v.object({ id: v.string() }), row);
  return parsed.success ? parsed.output.id.slice(0, 120) : 'without an id';
}

function parseRow(row: unknown): Operation | null {
  try {
    return fromRow(row);
  } catch (error) {
    if (error instanceof v.ValiError || error instanceof SyntaxError) return null;
    throw error;
  }
}
