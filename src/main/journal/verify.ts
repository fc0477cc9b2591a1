/** Whether a journal is whole: its pages, its chain, and each operation equal to what its events say. Changes nothing. */
import Database from 'better-sqlite3';
import * as v from 'valibot';
import { epochMs, type EpochMs } from '../../shared/time.ts';
import { findChainBreak, type JournalEvent } from './chain.ts';
import { MIGRATIONS } from './migrations/index.ts';
import { replayInto, isAsTold, type Told } from './replay.ts';
import type { Operation } from './operation.ts';
import { fromRow, SELECT_FACTS } from './rows.ts';

export interface Damage {
  kind: 'notADatabase' | 'newerVersion' | 'pages' | 'schema' | 'chain' | 'operation';
  /** Which row or event, or what SQLite says of the pages. */
  where: string;
  /** The time of the event at which it shows; null where it cannot be told. */
  since: EpochMs | null;
}

const SELECT_EVENTS = `SELECT seq, at, operation_id AS operationId, kind, body,
  previous_hash AS previousHash, hash FROM event ORDER BY seq`;

/** The events in order, one at a time, so that a journal of any size is read in little memory. */
export function readEvents(db: Database.Database): IterableIterator<JournalEvent> {
  return db.prepare<[], JournalEvent>(SELECT_EVENTS).iterate();
}

/** The first damage of the file and the chain, or null; for a file of any version, before it is migrated. */
export function findFileDamage(db: Database.Database, version: number): Damage | null {
  const damage = findPageDamage(db) ?? findChangedSchema(db, version);
  return damage ?? (version === 0 ? null : findBrokenChain(db));
}

/** In full, with the indexes: the unique ones are what keeps an operation from being made twice. */
function findPageDamage(db: Database.Database): Damage | null {
  const verdict = v.parse(v.string(), db.pragma('integrity_check(1)', { simple: true }));
  return verdict === 'ok' ? null : { kind: 'pages', where: verdict, since: null };
}

/** A lost index or trigger would let through what it is there to refuse. */
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

/** `sqlite_…` is SQLite's own, and comes and goes with its features. */
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

function foldEvents(db: Database.Database): Map<string, Told> {
  const folded = new Map<string, Told>();
  for (const event of readEvents(db)) replayInto(folded, event);
  return folded;
}

/** The first operation that is not what its events say, or null; for a file of the present version. */
export function findChangedOperation(db: Database.Database): Damage | null {
  const folded = foldEvents(db);
  for (const row of db.prepare(`SELECT ${SELECT_FACTS} FROM operation ORDER BY seq`).iterate()) {
    const operation = parseRow(row);
    if (operation === null)
      return { kind: 'operation', where: `operation ${idOf(row)} (unreadable)`, since: null };
    const told = folded.get(operation.id);
    folded.delete(operation.id);
    if (!isAsTold(operation, told)) {
      return {
        kind: 'operation',
        where: `operation ${operation.id}`,
        since: epochMs(told?.at ?? operation.createdAt),
      };
    }
  }
  const [missing] = folded;
  return missing === undefined
    ? null
    : { kind: 'operation', where: `operation ${missing[0]} (missing)`, since: missing[1].at };
}

/** Of a row that is no operation: nothing else of it may be told, for a card's value stands in it. */
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
