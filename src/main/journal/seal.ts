/**
 * The seal: the state of the journal after an event, kept in the journal. A start verifies only what came after it, and
 * what it says is open. The rest is verified behind the first view.
 */
import { createHash } from 'node:crypto';
import type Database from 'better-sqlite3';
import { stateFromText, stateToText, type JournalState } from './state.ts';

/** Null if there is none, or if it is damaged. Then the whole journal must be verified. */
export function readSeal(db: Database.Database): JournalState | null {
  const row = db
    .prepare<[], { state: string; checksum: string }>(
      'SELECT state, checksum FROM seal WHERE id = 1',
    )
    .get();
  if (row === undefined || row.checksum !== checksumOf(row.state)) return null;
  return stateFromText(row.state);
}

/** Returns the function that replaces the seal. Call it inside a transaction of the events that it seals. */
export function prepareSeal(db: Database.Database): (state: JournalState) => void {
  const put = db.prepare<[string, string]>(
    `INSERT INTO seal (id, state, checksum) VALUES (1, ?, ?)
     ON CONFLICT (id) DO UPDATE SET state = excluded.state, checksum = excluded.checksum`,
  );
  return (state) => {
    const text = stateToText(state);
    put.run(text, checksumOf(text));
  };
}

function checksumOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
