/** Runs commands one after the other, shows what failed, and counts: the one shape of every check of this project. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';

export interface Step {
  name: string;
  /** A program of node_modules/.bin, or one on the PATH, with its arguments. */
  command: readonly [string, ...string[]];
  /** Shows all that it prints as it comes, not only when it fails. */
  isLoud?: true;
}

const root = join(import.meta.dirname, '..');

/** Runs every step even after a failed one; gives how many failed, after a line `N passed, N failed`. */
export async function runSteps(steps: readonly Step[]): Promise<number> {
  let failedCount = 0;
  for (const step of steps) {
    const startedMs = performance.now();
    const { isOk, output } = await run(step);
    const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
    if (!isOk) failedCount += 1;
    process.stdout.write(`${isOk ? 'passed' : 'FAILED'}  ${step.name} (${seconds} s)\n`);
    if (!isOk) process.stdout.write(`${output}\n`);
  }
  process.stdout.write(`${steps.length - failedCount} passed, ${failedCount} failed\n`);
  return failedCount;
}

function run({
  command: [program, ...args],
  isLoud,
}: Step): Promise<{ isOk: boolean; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: root,
      shell: process.platform === 'win32',
      stdio: ['ignore', isLoud ? 'inherit' : 'pipe', isLoud ? 'inherit' : 'pipe'],
    });
    const chunks: Buffer[] = [];
    child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr?.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.once('error', (error) => resolve({ isOk: false, output: error.message }));
    child.once('close', (code) =>
      resolve({ isOk: code === 0, output: Buffer.concat(chunks).toString() }),
    );
  });
}
