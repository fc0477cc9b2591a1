/** The stored reports of the reconciliation. */
import type Database from 'better-sqlite3';
import type { EpochMs } from '../../shared/time.ts';
import { written, type Written } from './disk-errors.ts';

export interface StoredReport {
  seq: number;
  at: EpochMs;
  /** JSON, as the reconciliation wrote it. */
  body: string;
}

export interface Reports {
  add(body: string): Written<unknown>;
  last(): StoredReport | null;
  all(): IterableIterator<StoredReport>;
}

export function createReports(db: Database.Database, now: () => EpochMs): Reports {
  const add = db.prepare<[EpochMs, string]>('INSERT INTO report (at, body) VALUES (?, ?)');
  const last = db.prepare<[], StoredReport>(
    'SELECT seq, at, body FROM report ORDER BY seq DESC LIMIT 1',
  );
  const all = db.prepare<[], StoredReport>('SELECT seq, at, body FROM report ORDER BY seq');
  return {
    add: (body) => written(() => add.run(now(), body)),
    last: () => last.get() ?? null,
    all: () => all.iterate(),
  };
}
