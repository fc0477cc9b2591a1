/** A journal of several months for proofs about archives, and the check that nothing of it was lost. */
import { createHash } from 'node:crypto';
import { copyFileSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { openArchives } from '../../src/main/journal/archive/history.ts';
import { verifyArchives } from '../../src/main/journal/archive/verify-archives.ts';
import { NO_CUT, readCut } from '../../src/main/journal/cut.ts';
import { jsonLines } from '../../src/main/journal/export.ts';
import { openJournal, type OpenJournal } from '../../src/main/journal/open.ts';
import { verifyAll } from '../../src/main/journal/verify.ts';
import { epochMs } from '../../src/shared/time.ts';
import { makeLongJournal } from '../builders/long-journal.ts';
import { HOME } from './messages.ts';

export const OPERATIONS = 1_500;
const HOUR_MS = 3_600_000;
/** A time after the last operation. */
export const AT = Date.UTC(2023, 8, 10);

/** Makes the journal, which was compared with the ledger. Returns the digest of its export. */
export function makeJournalOfMonths(file: string): string {
  makeLongJournal({ file, home: HOME, operationCount: OPERATIONS, betweenMs: 1.4 * HOUR_MS });
  const opened = openAgain(file);
  opened.reports.add(JSON.stringify({ at: AT, unread: [] }));
  const digest = digestOf(opened, file);
  opened.close();
  return digest;
}

export function openAgain(file: string): OpenJournal {
  const opened = openJournal({ file, home: HOME, now: () => epochMs(AT), newId: () => 'none' });
  if (opened.kind !== 'open') throw new Error(JSON.stringify(opened));
  return opened;
}

/** Puts a copy of the journal in the place of another one, which loses its archives. */
export function copyJournal(from: string, to: string): void {
  const mark = `${basename(to)}.archive-`;
  for (const name of readdirSync(dirname(to)).filter((one) => one.startsWith(mark))) {
    rmSync(join(dirname(to), name));
  }
  for (const suffix of ['-wal', '-shm']) rmSync(`${to}${suffix}`, { force: true });
  for (const suffix of ['', '.record']) copyFileSync(`${from}${suffix}`, `${to}${suffix}`);
}

export function cutOf({ db }: Pick<OpenJournal, 'db'>): typeof NO_CUT {
  const read = readCut(db);
  return read.kind === 'read' ? read.cut : NO_CUT;
}

/** True if the journal still has events that its last archive has too. */
export function isInTheMiddle(opened: OpenJournal): boolean {
  const { state, archives } = cutOf(opened);
  return state.end.seq < (archives.at(-1)?.lastSeq ?? 0);
}

/** Null if nothing was lost. `expected`: the digest of the export before anything moved. */
export function whatIsWrong(opened: OpenJournal, file: string, expected: string): string | null {
  const damage = verifyAll(opened.db);
  if (damage !== null) return damage.where;
  const parts = verifyArchives(file, cutOf(opened));
  for (let part = parts.next(); ; part = parts.next()) {
    if (part.done !== true) continue;
    if (part.value.length > 0) return JSON.stringify(part.value);
    break;
  }
  return digestOf(opened, file) === expected ? null : 'the export has changed';
}

/** All operations and their events, as an export through the archives has them. */
function digestOf(opened: OpenJournal, file: string): string {
  const { archives, close } = openArchives(file, cutOf(opened).archives);
  const sum = createHash('sha256');
  for (const line of jsonLines({ db: opened.db, archives, exportedAt: epochMs(1) })) {
    const isOwn = line.startsWith('{"type":"operation"') || line.startsWith('{"type":"event"');
    if (isOwn && !line.includes('"kind":"archived"')) sum.update(line);
  }
  close();
  return sum.digest('hex');
}
