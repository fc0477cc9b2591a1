/**
 * `node bench/archives.ts [OPERATIONS]`: moves all months but the last two of a journal to archives, and prints what that
 * takes. A million operations take some minutes and 5 GB. docs/performance.md has its figures.
 */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { verifyArchives } from '../src/main/journal/archive/verify-archives.ts';
import { readCut } from '../src/main/journal/cut.ts';
import type { OpenJournal } from '../src/main/journal/open.ts';
import { cpuMsSince, moveMonths } from './kit/archives.ts';
import { median, percentile } from './kit/figures.ts';
import { openBenchJournal } from './kit/journal.ts';
import { folderWith } from './kit/long-journal.ts';

const OPENINGS = 9;

const operationCount = Number(process.argv[2] ?? 1_000_000);
// Three years, whatever the number.
const folder = folderWith(operationCount, 94_000_000_000 / operationCount);
const file = join(folder, 'journal.sqlite');
print('operations', operationCount);
print('journal before', megabytes(file));
print('opening before', `${openingMs().toFixed(0)} ms`);

const opened = openBenchJournal(folder);
const { writeCpuMs, removeCpuMs, pieceMs, archives } = moveMonths(folder, opened);
const movedCount = archives.at(-1)?.operationCount ?? 0;
const perThousand = (cpuMs: number): string => `${((cpuMs / movedCount) * 1_000).toFixed(0)} ms`;
print('archives', `${archives.length} with ${movedCount} operations`);
print('processor time to write 1,000 operations', perThousand(writeCpuMs));
print('processor time to remove 1,000 operations', perThousand(removeCpuMs));
print(
  'a transaction',
  `${median(pieceMs).toFixed(1)} ms, 99 %: ${percentile(pieceMs, 0.99).toFixed(1)} ms`,
);
print('archives of 1,000,000 operations', `${(bytesOf(archives) / movedCount).toFixed(0)} MB`);
print(
  'verified per second of processor time',
  `${verifiedPerSecond(opened).toFixed(0)} operations`,
);
opened.close();
print('journal after', megabytes(file));
print('opening after', `${openingMs().toFixed(0)} ms`);

/** Processor time, so that a busy machine does not change it. */
function openingMs(): number {
  const times = Array.from({ length: OPENINGS }, () => {
    const cpu = process.cpuUsage();
    const one = openBenchJournal(folder);
    const tookMs = cpuMsSince(cpu);
    one.close();
    return tookMs;
  });
  return median(times);
}

function verifiedPerSecond({ db }: OpenJournal): number {
  const read = readCut(db);
  if (read.kind !== 'read') throw new Error('the cut is unreadable');
  const cpu = process.cpuUsage();
  const parts = verifyArchives(file, read.cut);
  let part = parts.next();
  while (part.done !== true) part = parts.next();
  if (part.value.length > 0) throw new Error(JSON.stringify(part.value));
  return movedCount / (cpuMsSince(cpu) / 1_000);
}

function bytesOf(all: readonly { bytes: number }[]): number {
  return all.reduce((sum, { bytes }) => sum + bytes, 0);
}

function megabytes(path: string): string {
  return `${(statSync(path).size / 1_000_000).toFixed(0)} MB`;
}

function print(what: string, value: string | number): void {
  process.stdout.write(`${what}: ${value}\n`);
}
