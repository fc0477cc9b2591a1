/** Whether a journal is whole: its pages, its chain, and each operation equal to what its events say. Changes nothing. */
import type Database from 'better-sqlite3';
import { isDeepStrictEqual } from 'node:util';
import * as v from 'valibot';
import { epochMs, type EpochMs } from '../../shared/time.ts';
import { findChainBreak, type JournalEvent } from './chain.ts';
import { operationSchema, type Operation } from './operation.ts';
import { fromRow, SELECT_FACTS } from './rows.ts';

export interface Damage {
  kind: 'notADatabase' | 'newerVersion' | 'pages' | 'chain' | 'operation';
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

/** The first damage that is found, or null. */
export function findDamage(db: Database.Database): Damage | null {
  return findPageDamage(db) ?? findBrokenChain(db) ?? findChangedOperation(db);
}

function findPageDamage(db: Database.Database): Damage | null {
  const verdict = v.parse(v.string(), db.pragma('quick_check(1)', { simple: true }));
  return verdict === 'ok' ? null : { kind: 'pages', where: verdict, since: null };
}

function findBrokenChain(db: Database.Database): Damage | null {
  const broken = findChainBreak(readEvents(db));
  return broken === null
    ? null
    : { kind: 'chain', where: `event ${broken.seq} (${broken.kind})`, since: broken.at };
}

/** What the events of each operation add up to, and when the last of them was written. */
function foldEvents(
  db: Database.Database,
): Map<string, { facts: Record<string, unknown>; at: EpochMs }> {
  const folded = new Map<string, { facts: Record<string, unknown>; at: EpochMs }>();
  for (const event of readEvents(db)) {
    if (event.operationId === null) continue;
    const change = v.parse(v.record(v.string(), v.unknown()), JSON.parse(event.body));
    const before = folded.get(event.operationId)?.facts ?? { id: event.operationId };
    folded.set(event.operationId, { facts: { ...before, ...change }, at: event.at });
  }
  return folded;
}

function findChangedOperation(db: Database.Database): Damage | null {
  const folded = foldEvents(db);
  for (const row of db.prepare(`SELECT ${SELECT_FACTS} FROM operation ORDER BY seq`).iterate()) {
    const operation = parseRow(row);
    if (operation === null)
      return { kind: 'operation', where: JSON.stringify(row).slice(0, 120), since: null };
    const told = folded.get(operation.id);
    folded.delete(operation.id);
    if (
      told === undefined ||
      !isDeepStrictEqual(v.safeParse(operationSchema, told.facts).output, operation)
    ) {
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

function parseRow(row: unknown): Operation | null {
  try {
    return fromRow(row);
  } catch (error) {
    if (error instanceof v.ValiError || error instanceof SyntaxError) return null;
    throw error;
  }
}
