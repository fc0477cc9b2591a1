/** The SHA-256 of a file, read in parts, so that a long file needs little memory. */
import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';

const CHUNK_BYTES = 1 << 20;

/** Pauses for the caller after each part. Throws if the file cannot be read. */
export function* hashOfFile(file: string): Generator<undefined, string> {
  const sum = createHash('sha256');
  const chunk = Buffer.alloc(CHUNK_BYTES);
  const opened = openSync(file, 'r');
  try {
    for (let length = -1; length !== 0;) {
      length = readSync(opened, chunk);
      sum.update(chunk.subarray(0, length));
      yield;
    }
  } finally {
    closeSync(opened);
  }
  return sum.digest('hex');
}
