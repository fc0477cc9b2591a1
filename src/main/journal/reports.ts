/** The stored reports of the reconciliation. */
import type Database from 'better-sqlite3';
import * as v from 'valibot';
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
  /** What is wrong with the stored reports, for the log. */
  findings(): string[];
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
    findings: () =>
      isReadable(last.get())
        ? []
        : ['the last report is damaged; the next comparison covers all operations'],
  };
}

/** Only the last report is read while the kiosk runs. */
function isReadable(report: StoredReport | undefined): boolean {
  return report === undefined || v.is(v.pipe(v.string(), v.parseJson()), report.body);
}
