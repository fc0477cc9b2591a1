/**
 * Loaded into a process before its own program: on SIGUSR2 it says on standard error how much is in the heap after
 * all that can be thrown away is. `weights.ts` asks for it.
 */
import { writeSync } from 'node:fs';
import { basename } from 'node:path';

const program = basename(process.argv[1] ?? '');

process.on('SIGUSR2', () => {
  // What finalizers give back is gone after the second.
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  say(heapUsed + external);
});
say(0);

function say(bytes: number): void {
  writeSync(2, `weight ${JSON.stringify({ pid: process.pid, program, bytes })}\n`);
}
