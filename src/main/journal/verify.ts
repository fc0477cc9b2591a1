/**
 * Checks the pages of a journal and its chain, and that each operation matches its events. The journal is only read, one
 * event at a time, so a long history needs no more memory than a short one.
 */
import { isDeepStrictEqual } from 'node:util';
import Database from 'better-sqlite3';
import * as v from 'valibot';
import { findBreak, hashOf, type ChainLink, type JournalEvent } from './chain.ts';
import type { Damage, Verified } from './damage.ts';
import { MIGRATIONS } from './migrations/index.ts';
import { CUT_SINCE_VERSION, readCut, type Cut } from './cut.ts';
import { createReplay } from './replay-journal.ts';
import { registerChecksum } from './row-checksums.ts';
import { addKeys, NO_KEYS } from './row-keys.ts';
import type { JournalState } from './state.ts';

const FIELDS =
  'seq, at, operation_id AS operationId, kind, body, previous_hash AS previousHash, hash';
const SELECT_EVENTS = `SELECT ${FIELDS} FROM event WHERE seq > ? ORDER BY seq`;
const SELECT_UP_TO = `SELECT ${FIELDS} FROM event WHERE seq > ? AND seq <= ? ORDER BY seq`;

/** The events after this one, in order, one at a time. */
export function readEvents(db: Database.Database, after = 0): IterableIterator<JournalEvent> {
  return db.prepare<[number], JournalEvent>(SELECT_EVENTS).iterate(after);
}

/** The events after one and up to another one, in order, one at a time. */
export function readEventsUpTo(
  db: Database.Database,
  after: number,
  upTo: number,
): IterableIterator<JournalEvent> {
  return db.prepare<[number, number], JournalEvent>(SELECT_UP_TO).iterate(after, upTo);
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
    registerChecksum(empty);
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

/** Checks the chain after this link. */
export function findBrokenChain(db: Database.Database, from: ChainLink): Damage | null {
  let last = from;
  for (const event of readEvents(db, from.seq)) {
    const damage = breakAfter(last, event);
    if (damage !== null) return damage;
    last = event;
  }
  return null;
}

/** Checks that this event is as it was sealed. */
export function findChangedLink(db: Database.Database, { seq, hash }: ChainLink): Damage | null {
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

/** Verifies the whole file: all that a start verifies, and what came before the seal. Returns the damage, or null. */
export function verifyAll(db: Database.Database): Damage | null {
  const parts = verifyInParts(db);
  for (;;) {
    const part = parts.next();
    if (part.done === true) return part.value.kind === 'whole' ? null : part.value.damage;
  }
}

/** The same, with a pause for the caller after each part. Returns the state that the events add up to. */
export function* verifyInParts(db: Database.Database): Generator<CheckProgress, Verified> {
  const version = versionOf(db);
  const schema = findChangedSchema(db, version);
  if (schema !== null) return { kind: 'damaged', damage: schema };
  const read = readCut(db);
  if (read.kind === 'unreadable') return { kind: 'damaged', damage: UNREADABLE_CUT };
  const { cut } = read;
  const firstSeq = cut.state.end.seq;
  const totalEvents = lastEvent(db) - firstSeq;
  yield { doneEvents: 0, totalEvents };
  const damage = findPageDamage(db) ?? findWrongRows(db, cut) ?? findWrongKeys(db, cut);
  if (damage !== null) return { kind: 'damaged', damage };
  const replay = createReplay(db, cut.state);
  let last: ChainLink = cut.state.end;
  for (const event of readEvents(db, firstSeq)) {
    const found = breakAfter(last, event) ?? replay.take(event);
    if (found !== null) return { kind: 'damaged', damage: found };
    last = event;
    if (event.seq % PART === 0) yield { doneEvents: event.seq - firstSeq, totalEvents };
  }
  return replay.end();
}

export const UNREADABLE_CUT: Damage = {
  kind: 'chain',
  where: 'the end of the archives (unreadable)',
  since: null,
};

/** Of the operations before the cut, exactly those that the cut names have stayed. */
function findWrongRows(db: Database.Database, { state }: Cut): Damage | null {
  const ids = db.prepare<[number], string>('SELECT id FROM operation WHERE seq <= ?').pluck();
  const left = new Set([...state.open.keys()].map(String));
  for (const id of ids.iterate(state.operationCount)) {
    if (!left.delete(id)) return damagedOperation(`${id} (moved to an archive)`);
  }
  const [missing] = left;
  return missing === undefined ? null : damagedOperation(`${missing} (missing)`);
}

function damagedOperation(what: string): Damage {
  return { kind: 'operation', where: `operation ${what}`.slice(0, 120), since: null };
}

/** Without the keys, a row of the ledger that an archived operation claims could be claimed again. */
function findWrongKeys(db: Database.Database, { claims, reversals }: Cut): Damage | null {
  const keysIn = (table: 'archived_claim' | 'archived_reversal'): Iterable<Buffer> =>
    db.prepare<[], Buffer>(`SELECT key FROM ${table}`).pluck().iterate();
  const isWhole =
    isDeepStrictEqual(addKeys(NO_KEYS, keysIn('archived_claim')), claims) &&
    isDeepStrictEqual(addKeys(NO_KEYS, keysIn('archived_reversal')), reversals);
  return isWhole
    ? null
    : { kind: 'operation', where: 'the rows of archived operations', since: null };
}

/** The number of the last event. If there is none, the last one that moved to an archive, or 0. */
export function lastEvent(db: Database.Database): number {
  const last = db.prepare<[], number>('SELECT COALESCE(MAX(seq), 0) FROM event').pluck().get();
  return Math.max(last ?? 0, cutSeqOf(db));
}

/** The last event that is no longer in the journal. */
export function cutSeqOf(db: Database.Database): number {
  if (versionOf(db) < CUT_SINCE_VERSION) return 0;
  return db.prepare<[], number>('SELECT seq FROM cut WHERE id = 1').pluck().get() ?? 0;
}

function versionOf(db: Database.Database): number {
  return Number(db.pragma('user_version', { simple: true }));
}
