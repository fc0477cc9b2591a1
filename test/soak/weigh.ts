/**
 * Loaded into a process before its program. On SIGUSR2 it collects garbage and writes the size of the heap to standard
 * error. `weights.ts` asks for it.
 */
import { writeSync } from 'node:fs';
import { basename } from 'node:path';

const program = basename(process.argv[1] ?? '');

process.on('SIGUSR2', () => {
  // The second collection frees what finalizers released in the first.
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  say(heapUsed + external);
});
say(0);

function say(bytes: number): void {
  writeSync(2, `weight ${JSON.stringify({ pid: process.pid, program, bytes })}\n`);
}
