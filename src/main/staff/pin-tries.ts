/**
 * The count of wrong PINs, in a file, so that a person who pulls the plug gets no extra tries.
 * The count has nothing to do with money, so it is not in the journal, and a damaged journal does not reset it.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as v from 'valibot';
import type { Log } from '../log/log.ts';

export interface PinTries {
  /** The number of wrong PINs since the last right one. Null if the count is unknown. */
  read: () => number | null;
  /**
   * Saves the count. Resolves to true when the count is on the disk, or to false if it could not be written. Calls must
   * not overlap.
   */
  keep: (wrongCount: number) => Promise<boolean>;
}

export const PIN_TRIES_FILE = 'pin-tries.json';

const contentSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.strictObject({
    wrongCount: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
    /** A hash of the count, so that a damaged digit is not read as another count. */
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
          `${PIN_TRIES_FILE} is damaged, so the staff area stays locked for a quarter of an hour`,
        );
      return wrongCount;
    },
    async keep(wrongCount) {
      try {
        await writeWhole(path, JSON.stringify({ wrongCount, hash: hashOf(wrongCount) }));
        return true;
      } catch (error) {
        log.error(
          `${PIN_TRIES_FILE} cannot be written; no PIN is checked until it can be written`,
          error,
        );
        return false;
      }
    },
  };
}

/** Reads the count. If there is no file, no PIN was ever tried. */
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

/** Writes the file completely or not at all, also if the power fails: first the content, then the name. */
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

/**
 * Writes the folder entry to the disk. Windows cannot sync a folder, and its file system keeps the order of the writes
 * anyway.
 */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const opened = await open(folder, 'r');
  try {
    await opened.sync();
  } finally {
    await opened.close();
  }
}
