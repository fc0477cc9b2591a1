/** Reads the line of JSON that a program prints on standard output when it is ready. */
import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';

export type FirstLine =
  { kind: 'line'; value: unknown } | { kind: 'ended'; exitCode: number | null } | { kind: 'late' };

/** Resolves with the line, or when the program ends, or after the timeout. */
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
