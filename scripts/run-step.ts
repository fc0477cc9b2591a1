/** Runs one step in a process and collects what it prints. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { Counts, Outcome, Step } from './step.ts';

const root = join(import.meta.dirname, '..');

/** A step that takes longer is stopped, so that it does not stop the whole run. */
const LIMIT_MS = 30 * 60_000;

export interface RunningStep {
  ended: Promise<Outcome>;
  /** The last line that the step printed, to show its progress. */
  lastLine(): string;
  stop(): void;
}

export function startStep({ command: [program, ...args], env = {} }: Step): RunningStep {
  const isWindows = process.platform === 'win32';
  const child = spawn(program, args, {
    cwd: root,
    shell: isWindows,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
    // In its own process group, so that all of its processes can be stopped together.
    detached: !isWindows,
  });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
  const printed = (): string => Buffer.concat(chunks).toString();
  const stop = (): void => {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    process.kill(isWindows ? child.pid : -child.pid, 'SIGTERM');
  };

  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    stop();
  }, LIMIT_MS);
  const ended = new Promise<Outcome>((resolve) => {
    child.once('error', (error) => {
      clearTimeout(timer);
      resolve(outcomeOf(1, error.message));
    });
    child.once('close', (exitCode) => {
      clearTimeout(timer);
      const limit = isLate ? `\nstopped after ${LIMIT_MS / 60_000} minutes\n` : '';
      resolve(outcomeOf(exitCode ?? 1, printed() + limit));
    });
  });
  return { ended, stop, lastLine: () => lastLineOf(chunks.at(-1)?.toString() ?? '') };
}

function lastLineOf(text: string): string {
  const lines = stripVTControlCharacters(text).split(/[\r\n]+/);
  return lines.findLast((line) => line.trim() !== '')?.trim() ?? '';
}

/** Reads the result from the exit code and, if the step counts, from its last `N passed, N failed` line. */
export function outcomeOf(exitCode: number, printed: string): Outcome {
  const output = stripVTControlCharacters(printed);
  const isPassed = exitCode === 0;
  const [, passed, failed] = [...output.matchAll(/^(\d+) passed, (\d+) failed/gm)].at(-1) ?? [];
  // If this machine cannot run a proof, the proof does not count as passed.
  const isSkipped = /^SKIPPED\b/m.test(output);
  const counts: Counts =
    passed === undefined || failed === undefined
      ? { passed: isPassed && !isSkipped ? 1 : 0, failed: 0 }
      : { passed: Number(passed), failed: Number(failed) };
  return {
    isPassed: isPassed && counts.failed === 0,
    output,
    // If the exit code reports a failure, at least one failure is counted.
    counts: isPassed ? counts : { ...counts, failed: Math.max(1, counts.failed) },
  };
}
