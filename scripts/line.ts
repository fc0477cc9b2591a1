/** What a program prints when it is ready: one line of JSON on its standard output. */
import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';

export type FirstLine =
  { kind: 'line'; value: unknown } | { kind: 'ended'; exitCode: number | null } | { kind: 'late' };

/** Waits for the line, for the program's end, or for the time to be up, whichever is first. */
export function firstJsonLine(child: ChildProcess, timeoutMs: number): Promise<FirstLine> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve({ kind: 'late' }), timeoutMs);
    const finish = (result: FirstLine): void => {
      clearTimeout(timer);
      resolve(result);
    };
    child.once('exit', (exitCode) => finish({ kind: 'ended', exitCode }));
    child.once('error', () => finish({ kind: 'ended', exitCode: null }));
    if (child.stdout === null) return;
    createInterface({ input: child.stdout }).on('line', (line) => {
      const value = parseJson(line);
      if (value !== undefined) finish({ kind: 'line', value });
    });
  });
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
