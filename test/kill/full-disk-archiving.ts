/**
 * The disk is full while months move to archives: with every amount of free space, from none to enough. Whatever the disk
 * refuses, nothing is lost, no half file stays, and the move goes on once there is space again.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, rmSync, truncateSync, statSync } from 'node:fs';
import { join } from 'node:path';
import {
  AT,
  copyJournal,
  cutOf,
  isInTheMiddle,
  makeJournalOfMonths,
  openAgain,
  whatIsWrong,
} from './archives.ts';
import type { Scene, Verdict } from './scene.ts';
import { fillDisk, mountSmallDisk, unmountSmallDisk } from './small-disk.ts';

const DISK_MB = 24;
const PAGE_BYTES = 4_096;
/** How much space is free at the start of each round, in pages. An archive takes about 350. */
const FREE_PAGES = [0, 120, 400, 520, 800, 1_300, 2_400];

export async function fullDiskArchiving({ folder, cacheDir }: Scene): Promise<Verdict> {
  const disk = join(folder, 'disk');
  const why = mountSmallDisk(disk, DISK_MB);
  if (why !== null) return { kind: 'skipped', why };
  try {
    return await onSmallDisk({ folder, disk, cacheDir });
  } finally {
    unmountSmallDisk(disk);
  }
}

async function onSmallDisk({ folder, disk, cacheDir }: Folders): Promise<Verdict> {
  const [file, saved] = [join(disk, 'journal.sqlite'), join(folder, 'saved')];
  const expected = makeJournalOfMonths(file);
  copyJournal(file, saved);
  let [refused, inTheMiddle, moved] = [0, 0, 0];
  for (const free of FREE_PAGES) {
    copyJournal(saved, file);
    const ballast = join(disk, 'ballast');
    fillDisk(ballast);
    truncateSync(ballast, Math.max(0, statSync(ballast).size - free * PAGE_BYTES));
    const end = await oneLife(file, cacheDir);
    rmSync(ballast);
    const found = look(file, expected);
    const half = readdirSync(disk).find((name) => name.endsWith('.unfinished'));
    const why = found.why ?? (half === undefined ? null : `${half} is left`);
    if (why !== null) return failed(free, why);
    refused += Number(end === 'unwritable');
    inTheMiddle += Number(found.isInTheMiddle);
    const next = end === 'archived' ? end : await oneLife(file, cacheDir);
    const last = look(file, expected);
    if (next !== 'archived' || last.why !== null || last.isInTheMiddle || last.count === 0) {
      return failed(free, `with space again, it is ${next}, ${JSON.stringify(last)}`);
    }
    moved += Number(end === 'archived');
  }
  if (refused === 0 || inTheMiddle === 0 || moved === 0) {
    return {
      kind: 'failed',
      why: [`${refused} refused, ${inTheMiddle} in the middle, ${moved} moved`],
    };
  }
  return {
    kind: 'passed',
    figures: `${FREE_PAGES.length} disks: ${refused} refused, ${inTheMiddle} in the middle of a month, ${moved} had enough space`,
  };
}

type Folders = Record<'folder' | 'disk' | 'cacheDir', string>;

function failed(free: number, why: string): Verdict {
  return { kind: 'failed', why: [`with ${free} free pages: ${why}`] };
}

function look(
  file: string,
  expected: string,
): { why: string | null; isInTheMiddle: boolean; count: number } {
  const opened = openAgain(file);
  const found = {
    why: whatIsWrong(opened, file, expected),
    isInTheMiddle: isInTheMiddle(opened),
    count: cutOf(opened).archives.length,
  };
  opened.close();
  return found;
}

/** How the run ended: `archived`, or `unwritable` if the disk refused something. */
async function oneLife(file: string, cacheDir: string): Promise<string> {
  const child = fork(join(import.meta.dirname, 'archiving-terminal.ts'), [file, String(AT)], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    env: { ...process.env, NODE_COMPILE_CACHE: cacheDir },
  });
  const said = child.stdout?.toArray() ?? [];
  await once(child, 'exit');
  const lines = Buffer.concat(await said)
    .toString()
    .trim()
    .split('\n');
  return lines.at(-1) ?? '';
}
