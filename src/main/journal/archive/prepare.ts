/**
 * Prepares an archive file in a process of its own, behind the scenes. The process reads one snapshot of the journal
 * through its own connection, and writes only the archive file.
 */
import * as v from 'valibot';
import { epochMsSchema, type EpochMs } from '../../../shared/time.ts';
import type { SpawnCheck } from '../check-history.ts';
import { archiveSchema } from '../cut.ts';
import type { WrittenArchive } from './write-archive.ts';

/** What the process is to do, as JSON in an environment variable. */
export const orderSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.strictObject({ journalFile: v.string(), before: epochMsSchema }),
);
export const ORDER_VARIABLE = 'ARCHIVE_TO_PREPARE';

const messageSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('written'), archive: archiveSchema }),
  v.strictObject({ kind: v.literal('nothing') }),
  v.strictObject({ kind: v.literal('stuck'), why: v.string() }),
]);

export interface PrepareListener {
  onEnd: (result: WrittenArchive) => void;
  /** The process failed, perhaps because the disk is full. Nothing has changed. */
  onFailure: () => void;
}

/** Starts to prepare the next archive. Returns the function that stops it. */
export type PrepareArchive = (before: EpochMs, listener: PrepareListener) => () => void;

/** Starts the process `archive-process.ts`. Each shell does it in its own way. */
export type SpawnArchiver = (before: EpochMs) => SpawnCheck;

export function prepareInProcess(spawn: SpawnArchiver): PrepareArchive {
  return (before, listener) => {
    let isOver = false;
    const child = spawn(before)({
      message(value) {
        if (isOver) return;
        isOver = true;
        child.kill();
        listener.onEnd(v.parse(messageSchema, value));
      },
      exit() {
        if (!isOver) listener.onFailure();
        isOver = true;
      },
    });
    return () => {
      isOver = true;
      child.kill();
    };
  };
}
