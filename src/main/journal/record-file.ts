/**
 * A small file that records how far a journal was written: the last event and the number of operations.
 * SQLite silently drops every commit after a damaged place in its write-ahead log, so only a file outside the database
 * can show that commits are missing.
 * The file has two slots, which are written in turn. A write that a crash cuts short leaves the other slot readable.
 */
import { createHash } from 'node:crypto';
import {
  closeSync,
  fdatasyncSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import * as v from 'valibot';
import { assert } from '../../shared/assert.ts';
import { epochMsSchema } from '../../shared/time.ts';

/** What a check of the history can find after the start. */
const LATE_DAMAGE = ['pages', 'schema', 'chain', 'operation'] as const;
/** A slot has room for so many characters. */
export const WHERE_MAX = 120;

const countSchema = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

export const factsSchema = v.object({
  /** The last event of the journal. 0 and the start of the chain if there is none. */
  seq: countSchema,
  hash: v.string(),
  operationCount: countSchema,
  /** The machine and the folder that the journal was written in. */
  machineId: v.nullable(v.string()),
  machineParts: v.array(v.string()),
  folder: v.string(),
  /** Damage that was found while the kiosk ran. The journal is not opened again. */
  damage: v.optional(
    v.nullable(
      v.strictObject({
        kind: v.picklist(LATE_DAMAGE),
        where: v.pipe(v.string(), v.maxLength(WHERE_MAX)),
        since: v.nullable(epochMsSchema),
      }),
    ),
    null,
  ),
});
export type RecordFacts = v.InferOutput<typeof factsSchema>;

const slotSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({ turn: countSchema, facts: factsSchema }),
);
type Slot = v.InferOutput<typeof slotSchema>;

export type ReadRecord =
  | { kind: 'absent' }
  /** Neither slot can be read. */
  | { kind: 'unreadable' }
  | { kind: 'read'; facts: RecordFacts; turn: number };

const SLOT_BYTES = 1024;
/** Far enough apart that a torn write of one slot cannot reach the other. */
const SLOT_OFFSETS = [0, 4096] as const;
const FILE_BYTES = 8192;
const PRIVATE = 0o600;

export function readRecord(path: string): ReadRecord {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    return codeOf(error) === 'ENOENT' ? { kind: 'absent' } : { kind: 'unreadable' };
  }
  const [newest] = SLOT_OFFSETS.flatMap((offset) => readSlot(bytes, offset)).toSorted(
    (a, b) => b.turn - a.turn,
  );
  return newest === undefined ? { kind: 'unreadable' } : { kind: 'read', ...newest };
}

/** The content of a slot, or nothing if it is damaged or was never written. */
function readSlot(bytes: Buffer, offset: number): Slot[] {
  const text = bytes.toString('utf8', offset, offset + SLOT_BYTES).trimEnd();
  const checksum = text.slice(0, 64);
  const body = text.slice(65);
  if (checksum !== checksumOf(body)) return [];
  const parsed = v.safeParse(slotSchema, body);
  return parsed.success ? [parsed.output] : [];
}

function checksumOf(body: string): string {
  return createHash('sha256').update(body).digest('hex');
}

function slotBytes(slot: Slot): Buffer {
  const body = JSON.stringify(slot);
  const bytes = Buffer.alloc(SLOT_BYTES, ' ');
  const length = bytes.write(`${checksumOf(body)} ${body}`);
  assert(length < SLOT_BYTES, 'a slot of the record has room for its facts');
  return bytes;
}

/** Creates the file with its full size, or not at all. Later writes need no new space on the disk. */
export function createRecord(path: string, facts: RecordFacts, turn = 1): void {
  const unfinished = `${path}.new`;
  rmSync(unfinished, { force: true });
  const bytes = Buffer.alloc(FILE_BYTES, ' ');
  slotBytes({ turn, facts }).copy(bytes, slotOffset(turn));
  const file = openSync(unfinished, 'wx', PRIVATE);
  try {
    writeAll(file, bytes, 0);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(unfinished, path);
  syncFolder(dirname(path));
}

export interface RecordFile {
  /** Returns null, or the error code if the file cannot be written. */
  write(facts: RecordFacts): string | null;
  close(): void;
}

/** `isSynced`: each write is on the disk before it returns. */
export function openRecord(path: string, lastTurn: number, isSynced: boolean): RecordFile {
  const file = openSync(path, 'r+');
  let turn = lastTurn;
  let isOpen = true;
  return {
    write(facts) {
      try {
        writeAll(file, slotBytes({ turn: turn + 1, facts }), slotOffset(turn + 1));
        if (isSynced) fdatasyncSync(file);
        turn += 1;
        return null;
      } catch (error) {
        const code = codeOf(error);
        if (code === null) throw error;
        return code;
      }
    },
    close() {
      // The system gives the number of a closed file to the next one, so it must not be closed twice.
      if (isOpen) closeSync(file);
      isOpen = false;
    },
  };
}

function slotOffset(turn: number): number {
  return SLOT_OFFSETS[turn % 2 === 0 ? 0 : 1];
}

function writeAll(file: number, bytes: Buffer, offset: number): void {
  let done = 0;
  while (done < bytes.length) {
    done += writeSync(file, bytes, done, bytes.length - done, offset + done);
  }
}

/** Writes the folder entry to the disk. Windows cannot sync a folder, and its file system keeps the order of writes. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const opened = openSync(folder, 'r');
  try {
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
}

/** The code of an error of the operating system. Null for any other error. */
export function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : null;
}
