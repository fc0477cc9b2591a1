/**
 * The cut: the point of the chain up to which the events are in archive files, with the state of the journal there. It is
 * to the archives what the seal is to a start: the events after it need nothing before it. One row with a checksum.
 */
import { createHash } from 'node:crypto';
import type Database from 'better-sqlite3';
import * as v from 'valibot';
import { epochMsSchema } from '../../shared/time.ts';
import { NO_KEYS, type KeySum } from './row-keys.ts';
import { emptyState, stateFromText, stateToText, type JournalState } from './state.ts';

/** From this version on, a journal can have archives. */
export const CUT_SINCE_VERSION = 7;

/** The file of an archive has the name of the journal, this, and its own name. */
export const ARCHIVE_MARK = '.archive-';

export const archiveSchema = v.strictObject({
  /** Its month and a part of its last hash. */
  name: v.pipe(v.string(), v.regex(/^[\w-]+$/)),
  /** Its events: the first, the last, and the hash of the last. */
  firstSeq: v.number(),
  lastSeq: v.number(),
  lastHash: v.string(),
  /** The number of all operations up to its last event. */
  operationCount: v.number(),
  /** The times of its first and last event, by this machine's clock. */
  fromAt: epochMsSchema,
  toAt: epochMsSchema,
  bytes: v.number(),
  /** Of the whole file, in hexadecimal digits. */
  sha256: v.string(),
});
export type Archive = v.InferOutput<typeof archiveSchema>;

export interface Cut {
  /** The state at the cut. `open` has every operation before the cut whose row is still in the journal, also a settled one. */
  state: JournalState;
  /** The oldest first. The last one ends after the cut while its events are still being removed from the journal. */
  archives: readonly Archive[];
  claims: KeySum;
  reversals: KeySum;
}

export const NO_CUT: Readonly<Cut> = {
  state: emptyState(),
  archives: [],
  claims: NO_KEYS,
  reversals: NO_KEYS,
};

const sumSchema = v.strictObject({ count: v.number(), sum: v.string() });

const storedSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.strictObject({
    state: v.string(),
    archives: v.array(archiveSchema),
    claims: sumSchema,
    reversals: sumSchema,
  }),
);

export type ReadCut = { kind: 'read'; cut: Cut } | { kind: 'unreadable' };

interface Row {
  seq: number;
  operationCount: number;
  state: string;
  checksum: string;
}

/** `NO_CUT` if nothing was ever moved out. */
export function readCut(db: Database.Database): ReadCut {
  const row = db
    .prepare<[], Row>(
      'SELECT seq, operation_count AS operationCount, state, checksum FROM cut WHERE id = 1',
    )
    .get();
  if (row === undefined) return { kind: 'read', cut: NO_CUT };
  const stored = v.safeParse(storedSchema, row.state);
  const state = stored.success ? stateFromText(stored.output.state) : null;
  const isWhole =
    row.checksum === checksumOf(row.state) &&
    row.seq === state?.end.seq &&
    row.operationCount === state.operationCount;
  if (!stored.success || state === null || !isWhole) return { kind: 'unreadable' };
  const { archives, claims, reversals } = stored.output;
  return { kind: 'read', cut: { state, archives, claims, reversals } };
}

/** Returns the function that replaces the cut. Call it in the transaction that removes what is before it. */
export function prepareCut(db: Database.Database): (cut: Cut) => void {
  const put = db.prepare<[number, number, string, string]>(
    `INSERT INTO cut (id, seq, operation_count, state, checksum) VALUES (1, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET seq = excluded.seq, operation_count = excluded.operation_count,
       state = excluded.state, checksum = excluded.checksum`,
  );
  return ({ state, archives, claims, reversals }) => {
    const text = JSON.stringify({ state: stateToText(state), archives, claims, reversals });
    put.run(state.end.seq, state.operationCount, text, checksumOf(text));
  };
}

function checksumOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
