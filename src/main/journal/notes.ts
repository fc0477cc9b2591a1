/** Reads the notes: the events about the journal itself. There are few of them among very many events. */
import type Database from 'better-sqlite3';

export interface Note {
  seq: number;
  kind: string;
  /** The facts, as JSON. */
  body: string;
}

/** The last note of one of these kinds. Null if there is none. */
export function lastNote(db: Database.Database, kinds: readonly string[]): Note | null {
  const last = db.prepare<[string], Note>(
    `SELECT seq, kind, body FROM event WHERE operation_id IS NULL AND kind = ?
     ORDER BY seq DESC LIMIT 1`,
  );
  const found = kinds.flatMap((kind) => last.get(kind) ?? []);
  return found.toSorted((a, b) => b.seq - a.seq)[0] ?? null;
}
