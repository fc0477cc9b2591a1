/** Reads and copies rows of operations with the columns that only the database uses. */
import type Database from 'better-sqlite3';
import { COLUMNS, fromRow, SELECT_FACTS, toRow } from '../rows.ts';
import type { Operation } from '../operation.ts';

export interface StoredOperation {
  operation: Operation;
  /** Its number. */
  seq: number;
  lastEvent: number;
}

interface Row {
  seq: number;
  lastEvent: number;
}

/** The operation with this id. Null if the database does not have it. Throws if the row is not an operation. */
export function readerById(db: Database.Database): (id: string) => StoredOperation | null {
  const byId = db.prepare<[string], Row>(
    `SELECT ${SELECT_FACTS}, seq, last_event AS lastEvent FROM operation WHERE id = ?`,
  );
  return (id) => {
    const row = byId.get(id);
    if (row === undefined) return null;
    const { seq, lastEvent, ...facts } = row;
    return { operation: fromRow(facts), seq, lastEvent };
  };
}

export function writerOf(db: Database.Database): (stored: StoredOperation) => void {
  const facts = Object.keys(COLUMNS).map((fact) => `@${fact}`);
  const insert =
    db.prepare(`INSERT INTO operation (seq, ${Object.values(COLUMNS).join(', ')}, last_event)
    VALUES (@seq, ${facts.join(', ')}, @lastEvent)`);
  return ({ operation, seq, lastEvent }) => insert.run({ ...toRow(operation), seq, lastEvent });
}
