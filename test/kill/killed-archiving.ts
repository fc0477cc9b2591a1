/** A process that moves months out of a journal is killed at random moments. Nothing is lost and nothing is there twice. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { seededRandom } from '../../src/sandbox/random.ts';
import {
  AT,
  copyJournal,
  cutOf,
  isInTheMiddle,
  makeJournalOfMonths,
  openAgain,
  OPERATIONS,
  whatIsWrong,
} from './archives.ts';
import type { Scene, Verdict } from './scene.ts';

/** The kills come in the time that the work usually takes. */
const LIFE_MS_MAX = 900;
const KILLS_SHARE = 6;

export async function killedArchiving({ folder, cacheDir, seed, kills }: Scene): Promise<Verdict> {
  const random = seededRandom(seed);
  const file = join(folder, 'journal.sqlite');
  const expected = makeJournalOfMonths(file);
  const saved = join(folder, 'saved');
  copyJournal(file, saved);
  let killCount = 0;
  let inTheMiddle = 0;
  for (let round = 0; round < Math.ceil(kills / KILLS_SHARE); round++) {
    killCount += Number(await oneLife(file, cacheDir, LIFE_MS_MAX * random()));
    const again = openAgain(file);
    const why = whatIsWrong(again, file, expected);
    inTheMiddle += Number(isInTheMiddle(again));
    const isDone = cutOf(again).archives.length > 0 && !isInTheMiddle(again);
    again.close();
    if (why !== null) return { kind: 'failed', why: [`after round ${round}: ${why}`] };
    // The next round has all months again.
    if (isDone) copyJournal(saved, file);
  }
  // One life without a kill finishes what is left.
  await oneLife(file, cacheDir, null);
  const last = openAgain(file);
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
