/** The programs that a script has started: none of them outlives it. */
import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';

/** The kiosk settles what is in flight before it ends. */
const PATIENCE_MS = 15_000;

export interface Children {
  start(command: string, args: readonly string[], options: SpawnOptions): ChildProcess;
  /** Ends them one after the other, the last one started first: the kiosk before the sandbox that it talks to. */
  stop(): Promise<void>;
}

export function trackChildren(): Children {
  const running: ChildProcess[] = [];
  return {
    start(command, args, options) {
      // In a group of its own, so that Ctrl-C in the terminal reaches this script alone, which ends them in order.
      const child = spawn(command, args, { ...options, detached: process.platform !== 'win32' });
      running.push(child);
      return child;
    },
    async stop() {
      for (const child of running.splice(0).reverse()) await end(child);
    },
  };
}

function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) {
    return Promise.resolve();
  }
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
    child.once('exit', () => {
      clearTimeout(timer);
      resolve();
    });
    child.kill('SIGTERM');
  });
}
