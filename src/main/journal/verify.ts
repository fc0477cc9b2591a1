/**
 * Checks the pages of a journal and its chain, and that each operation matches its events. The journal is only read, one
 * event at a time, so a long history needs no more memory than a short one.
 */
import Database from 'better-sqlite3';
import * as v from 'valibot';
import { BEFORE_FIRST, findBreak, hashOf, type ChainLink, type JournalEvent } from './chain.ts';
import type { Damage, Verified } from './damage.ts';
import { MIGRATIONS } from './migrations/index.ts';
import { createReplay } from './replay-journal.ts';
import { emptyState, type JournalState } from './state.ts';

const SELECT_EVENTS = `SELECT seq, at, operation_id AS operationId, kind, body,
  previous_hash AS previousHash, hash FROM event WHERE seq > ? ORDER BY seq`;

/** The events after this one, in order, one at a time. */
export function readEvents(db: Database.Database, after = 0): IterableIterator<JournalEvent> {
  return db.prepare<[number], JournalEvent>(SELECT_EVENTS).iterate(after);
}

/** Checks the pages and the indexes. The unique indexes prevent that a row is claimed or reversed twice. */
export function findPageDamage(db: Database.Database): Damage | null {
  const verdict = v.parse(v.string(), db.pragma('integrity_check(1)', { simple: true }));
  return verdict === 'ok' ? null : { kind: 'pages', where: verdict, since: null };
}

/**
 * Compares the schema with the one of this version. Without its indexes and triggers, the database would accept changes
 * that must be refused.
 */
export function findChangedSchema(db: Database.Database, version: number): Damage | null {
  const wanted = schemaOf(version);
  const found = readSchema(db);
  const changed = [...wanted.keys(), ...found.keys()].find(
    (name) => wanted.get(name) !== found.get(name),
  );
  return changed === undefined
    ? null
    : { kind: 'schema', where: `schema of ${changed}`, since: null };
}

type Schema = ReadonlyMap<string, string>;

/** The schema that the migrations make, for each version that was asked for. Making it takes about a millisecond. */
const schemas = new Map<number, Schema>();

function schemaOf(version: number): Schema {
  const known = schemas.get(version);
  if (known !== undefined) return known;
  const empty = new Database(':memory:');
  try {
    for (const step of MIGRATIONS.slice(0, version)) empty.exec(step);
    const schema = readSchema(empty);
    schemas.set(version, schema);
    return schema;
  } finally {
    empty.close();
  }
}

/** Skips names that begin with `sqlite_`: they belong to SQLite and depend on its version. */
function readSchema(db: Database.Database): Schema {
  const rows = db
    .prepare<[], { name: string; sql: string }>(
      "SELECT name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY name",
    )
    .all();
  return new Map(rows.map(({ name, sql }) => [name, sql]));
}

/** Checks the chain after this link. The link itself must be as it was sealed. */
export function findBrokenChain(db: Database.Database, from: ChainLink): Damage | null {
  const sealed = findChangedLink(db, from);
  if (sealed !== null) return sealed;
  let last = from;
  for (const event of readEvents(db, from.seq)) {
    const damage = breakAfter(last, event);
    if (damage !== null) return damage;
    last = event;
  }
  return null;
}

function findChangedLink(db: Database.Database, { seq, hash }: ChainLink): Damage | null {
  if (seq === BEFORE_FIRST.seq) return null;
  const [event] = readEvents(db, seq - 1);
  if (event?.seq !== seq) return { kind: 'chain', where: `event ${seq} (missing)`, since: null };
  const isWhole = event.hash === hash && hashOf(event) === hash;
  return isWhole ? null : { kind: 'chain', where: `event ${seq} (changed)`, since: event.at };
}

function breakAfter(last: ChainLink, event: JournalEvent): Damage | null {
  const broken = findBreak(last, event);
  return broken === null
    ? null
    : { kind: 'chain', where: `event ${broken.seq} (${broken.kind})`, since: broken.at };
}

/**
 * Compares the operations with their events after this state, and those that are open with the state. The file must have
 * the present version, and its chain must be whole.
 */
export function verifyOperations(db: Database.Database, from: JournalState): Verified {
  const replay = createReplay(db, from);
  for (const event of readEvents(db, from.end.seq)) {
    const damage = replay.take(event);
    if (damage !== null) return { kind: 'damaged', damage };
  }
  return replay.end();
}

/** How far a check is. */
export interface CheckProgress {
  doneEvents: number;
  totalEvents: number;
}

const PART = 2_000;

/** Verifies everything: all that a start verifies, and what came before the seal. Returns the damage, or null. */
export function verifyAll(db: Database.Database): Damage | null {
  const parts = verifyInParts(db);
  for (;;) {
    const part = parts.next();
    if (part.done === true) return part.value;
  }
}

/** The same, with a pause for the caller after each part. */
export function* verifyInParts(db: Database.Database): Generator<CheckProgress, Damage | null> {
  const totalEvents = lastEvent(db);
  yield { doneEvents: 0, totalEvents };
  const damage = findChangedSchema(db, MIGRATIONS.length) ?? findPageDamage(db);
  if (damage !== null) return damage;
  const replay = createReplay(db, emptyState());
  let last: ChainLink = BEFORE_FIRST;
  for (const event of readEvents(db)) {
    const found = breakAfter(last, event) ?? replay.take(event);
    if (found !== null) return found;
    last = event;
    if (event.seq % PART === 0) yield { doneEvents: event.seq, totalEvents };
  }
  const verified = replay.end();
  return verified.kind === 'whole' ? null : verified.damage;
}

/** The number of the last event. 0 if there is none. */
export function lastEvent(db: Database.Database): number {
  return db.prepare<[], number>('SELECT COALESCE(MAX(seq), 0) FROM event').pluck().get() ?? 0;
}
