/** A process that moves months out of a journal is killed at random moments. Nothing is lost and nothing is there twice. */
import { createHash } from 'node:crypto';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openArchives } from '../../src/main/journal/archive/history.ts';
import { verifyArchives } from '../../src/main/journal/archive/verify-archives.ts';
import { NO_CUT, readCut } from '../../src/main/journal/cut.ts';
import { jsonLines } from '../../src/main/journal/export.ts';
import { openJournal, type OpenJournal } from '../../src/main/journal/open.ts';
import { verifyAll } from '../../src/main/journal/verify.ts';
import { seededRandom } from '../../src/sandbox/random.ts';
import { epochMs } from '../../src/shared/time.ts';
import { makeLongJournal } from '../builders/long-journal.ts';
import { HOME } from './messages.ts';
import type { Scene, Verdict } from './scene.ts';

const OPERATIONS = 1_500;
const HOUR_MS = 3_600_000;
/** A time after the last operation. */
const AT = Date.UTC(2023, 8, 10);
/** The kills come in the time that the work usually takes. */
const LIFE_MS_MAX = 900;
const KILLS_SHARE = 6;

export async function killedArchiving({ folder, cacheDir, seed, kills }: Scene): Promise<Verdict> {
  const random = seededRandom(seed);
  const file = join(folder, 'journal.sqlite');
  makeLongJournal({ file, home: HOME, operationCount: OPERATIONS, betweenMs: 1.4 * HOUR_MS });
  const opened = open(file);
  opened.reports.add(JSON.stringify({ at: AT, unread: [] }));
  const expected = digestOf(opened, file);
  opened.close();
  const saved = join(folder, 'saved');
  copyFiles(file, saved);
  let killCount = 0;
  let inTheMiddle = 0;
  for (let round = 0; round < Math.ceil(kills / KILLS_SHARE); round++) {
    killCount += Number(await oneLife(file, cacheDir, LIFE_MS_MAX * random()));
    const again = open(file);
    const why = whatIsWrong(again, file, expected);
    inTheMiddle += Number(isInTheMiddle(again));
    const isDone = cutOf(again).archives.length > 0 && !isInTheMiddle(again);
    again.close();
    if (why !== null) return { kind: 'failed', why: [`after round ${round}: ${why}`] };
    // The next round has all months again.
    if (isDone) copyFiles(saved, file);
  }
  // One life without a kill finishes what is left.
  await oneLife(file, cacheDir, null);
  const last = open(file);
  const why = whatIsWrong(last, file, expected) ?? (isInTheMiddle(last) ? 'it never ends' : null);
  const count = cutOf(last).archives.length;
  last.close();
  const isClean = readdirSync(folder).every((name) => !name.endsWith('.unfinished'));
  if (why !== null || !isClean)
    return { kind: 'failed', why: [why ?? 'unfinished files are left'] };
  return {
    kind: 'passed',
    figures: `${killCount} kills, ${inTheMiddle} of them in the middle of a month, ${count} archives, ${OPERATIONS} operations`,
  };
}

function copyFiles(from: string, to: string): void {
  const mark = `${basename(to)}.archive-`;
  for (const name of readdirSync(dirname(to)).filter((one) => one.startsWith(mark))) {
    rmSync(join(dirname(to), name));
  }
  for (const suffix of ['-wal', '-shm']) rmSync(`${to}${suffix}`, { force: true });
  for (const suffix of ['', '.record']) copyFileSync(`${from}${suffix}`, `${to}${suffix}`);
}

function open(file: string): OpenJournal {
  const opened = openJournal({ file, home: HOME, now: () => epochMs(AT), newId: () => 'none' });
  if (opened.kind !== 'open') throw new Error(JSON.stringify(opened));
  return opened;
}

/** True if it was killed before it had ended. Null: it is not killed. */
async function oneLife(file: string, cacheDir: string, lifeMs: number | null): Promise<boolean> {
  const child = fork(join(import.meta.dirname, 'archiving-terminal.ts'), [file, String(AT)], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    env: { ...process.env, NODE_COMPILE_CACHE: cacheDir },
  });
  const ended = once(child, 'exit');
  if (child.stdout !== null) await Promise.race([once(child.stdout, 'data'), ended]);
  if (lifeMs !== null) {
    await Promise.race([sleep(lifeMs), ended]);
    child.kill('SIGKILL');
  }
  await ended;
  return child.signalCode === 'SIGKILL';
}

function cutOf({ db }: OpenJournal): typeof NO_CUT {
  const read = readCut(db);
  return read.kind === 'read' ? read.cut : NO_CUT;
}

function isInTheMiddle(opened: OpenJournal): boolean {
  const { state, archives } = cutOf(opened);
  return state.end.seq < (archives.at(-1)?.lastSeq ?? 0);
}

function whatIsWrong(opened: OpenJournal, file: string, expected: string): string | null {
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
