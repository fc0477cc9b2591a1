/** Starts and kills the processes of these proofs. None of them outlives the driver. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import * as v from 'valibot';
import { lineSchema, type Act, type Line, type TerminalConfig } from './messages.ts';

const READY_WITHIN_MS = 20_000;
const running = new Set<ChildProcess>();

function start(script: string, args: readonly string[], cacheDir: string): ChildProcess {
  const child = fork(script, args, {
    // On standard error the sandbox only says that it is ready.
    stdio: ['ignore', 'pipe', script.endsWith('main.ts') ? 'ignore' : 'inherit', 'ipc'],
    env: { ...process.env, NODE_COMPILE_CACHE: cacheDir },
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

export function killAll(): void {
  for (const child of running) child.kill('SIGKILL');
}

export interface SandboxProcess {
  url: string;
  token: string;
  /** Calls a route of `/__sandbox/`. The default is GET without a body. */
  admin(
    path: string,
    method?: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    body?: unknown,
  ): Promise<unknown>;
  stop(): Promise<void>;
}

/** Port 0 means any free port. */
export async function startSandboxProcess(
  cacheDir: string,
  { port, db }: { port: number; db: string },
): Promise<SandboxProcess> {
  const script = join(import.meta.dirname, '../../src/sandbox/main.ts');
  const args = ['--port', String(port), '--db', db, '--empty', '--token', 'kill-test'];
  const child = start(script, args, cacheDir);
  const { url, token } = v.parse(
    v.object({ url: v.string(), token: v.string() }),
    await firstLine(child),
  );
  return {
    url,
    token,
    async admin(path, method = 'GET', body) {
      const init: RequestInit = { method };
      if (body !== undefined) {
        init.body = JSON.stringify(body);
        init.headers = { 'content-type': 'application/json' };
      }
      const response = await fetch(`${url}/__sandbox/${path}`, init);
      if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`);
      const answer: unknown = await response.json();
      return answer;
    },
    async stop() {
      child.kill('SIGTERM');
      await ended(child);
    },
  };
}

async function firstLine(child: ChildProcess): Promise<unknown> {
  if (child.stdout === null) throw new Error('the process has no output');
  const lines = createInterface({ input: child.stdout });
  const signal = AbortSignal.timeout(READY_WITHIN_MS);
  const line: unknown[] = await once(lines, 'line', { signal });
  return JSON.parse(String(line[0]));
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}

export interface TerminalProcess {
  /** All answers of the terminal so far. */
  lines: readonly Line[];
  send(message: Act | 'report' | 'reconcile'): void;
  /** Resolves with the first answer after this call that passes the test. Null if the process ended before that. */
  next(isIt: (line: Line) => boolean): Promise<Line | null>;
  /** `kill -9`. Resolves when all answers are read. Rejects if the process had ended by itself. */
  kill(): Promise<void>;
  /** `kill -9`, unless the process has ended by itself. */
  end(): Promise<void>;
}

export function startTerminal(config: TerminalConfig, cacheDir: string): TerminalProcess {
  const child = start(join(import.meta.dirname, 'terminal.ts'), [JSON.stringify(config)], cacheDir);
  const { stdout } = child;
  if (stdout === null) throw new Error('the process has no output');
  const lines: Line[] = [];
  const waiting = new Set<(line: Line | null) => void>();
  const input = createInterface({ input: stdout });
  input.on('line', (text) => {
    // The kill may cut the last line short. A cut line does not count as an answer.
    const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), lineSchema), text);
    if (!parsed.success) return;
    lines.push(parsed.output);
    for (const notify of waiting) notify(parsed.output);
  });
  const closed = once(child, 'close').then(() => {
    for (const notify of waiting) notify(null);
  });
  return {
    lines,
    send(message) {
      // A process that was just killed reads nothing.
      child.send(message, () => undefined);
    },
    next: (isIt) =>
      new Promise((resolve) => {
        if (child.exitCode !== null || child.signalCode !== null) {
          resolve(null);
          return;
        }
        const look = (line: Line | null): void => {
          if (line !== null && !isIt(line)) return;
          waiting.delete(look);
          resolve(line);
        };
        waiting.add(look);
      }),
    async end() {
      child.kill('SIGKILL');
      await closed;
    },
    async kill() {
      child.kill('SIGKILL');
      await closed;
      if (child.signalCode !== 'SIGKILL')
        throw new Error(`a terminal ended by itself (${child.exitCode})`);
    },
  };
}
