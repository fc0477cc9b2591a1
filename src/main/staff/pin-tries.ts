/**
 * The count of wrong PINs, in a file of its own, so that pulling the plug gives nobody another try.
 * It is no matter of money, so it does not stand in the journal, and a damaged journal does not begin it anew.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as v from 'valibot';
import type { Log } from '../log/log.ts';

export interface PinTries {
  /** Of wrong PINs since the last right one; null where it cannot be known. */
  read: () => number | null;
  /** It is on the disk when this resolves; false where it could not be written. One at a time. */
  keep: (wrongCount: number) => Promise<boolean>;
}

export const PIN_TRIES_FILE = 'pin-tries.json';

const contentSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.strictObject({
    wrongCount: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
    /** So that a damaged digit is not taken for another count. */
    hash: v.string(),
  }),
);

export function filePinTries(dataDir: string, log: Log): PinTries {
  const path = join(dataDir, PIN_TRIES_FILE);
  return {
    read() {
      const wrongCount = readCount(path);
      if (wrongCount === null)
        log.error(
          `${PIN_TRIES_FILE} is damaged, so the staff area stays shut for a quarter of an hour`,
        );
      return wrongCount;
    },
    async keep(wrongCount) {
      try {
        await writeWhole(path, JSON.stringify({ wrongCount, hash: hashOf(wrongCount) }));
        return true;
      } catch (error) {
        log.error(
          `${PIN_TRIES_FILE} cannot be written; no PIN is looked at until it can be`,
          error,
        );
        return false;
      }
    },
  };
}

/** Where there is no file, nobody ever tried. */
function readCount(path: string): number | null {
  try {
    const parsed = v.safeParse(contentSchema, readFileSync(path, 'utf8'));
    if (!parsed.success) return null;
    const { wrongCount, hash } = parsed.output;
    return hash === hashOf(wrongCount) ? wrongCount : null;
  } catch (error) {
    return isMissing(error) ? 0 : null;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

function hashOf(wrongCount: number): string {
  return createHash('sha256').update(`wrong PINs: ${wrongCount}`).digest('hex');
}

/** Whole or not at all, and still there after the power is gone: the file first, then its name. */
async function writeWhole(path: string, text: string): Promise<void> {
  const temporary = `${path}.new`;
  await rm(temporary, { force: true });
  const file = await open(temporary, 'wx', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, path);
  await syncFolder(dirname(path));
}

/** Windows has no such thing, and its file system keeps the order by itself. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const opened = await open(folder, 'r');
  try {
    await opened.sync();
  } finally {
    await opened.close();
  }
}
