/** Reads and writes text files line by line, so that a large file needs little memory. */
import { closeSync, fsyncSync, openSync, readSync, renameSync, rmSync, writeSync } from 'node:fs';

const CHUNK_BYTES = 64 * 1024;

/** Yields the lines without their line ends. Throws if the file cannot be read. */
export function* readLines(file: string): Generator<string> {
  const descriptor = openSync(file, 'r');
  const decoder = new TextDecoder();
  const chunk = Buffer.alloc(CHUNK_BYTES);
  let rest = '';
  try {
    for (let length = -1; length !== 0;) {
      length = readSync(descriptor, chunk);
      const lines = (rest + decoder.decode(chunk.subarray(0, length), { stream: true })).split(
        '\n',
      );
      rest = lines.pop() ?? '';
      yield* lines;
    }
    if (rest !== '') yield rest;
  } finally {
    closeSync(descriptor);
  }
}

/** Writes to a temporary name and renames the file when it is complete and on disk. */
export function writeLines(file: string, lines: Iterable<string>, onLine: () => void): void {
  const unfinished = `${file}.unfinished`;
  const descriptor = openSync(unfinished, 'w', 0o600);
  try {
    for (const line of lines) {
      writeSync(descriptor, line);
      onLine();
    }
    fsyncSync(descriptor);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  } finally {
    closeSync(descriptor);
  }
  renameSync(unfinished, file);
}
