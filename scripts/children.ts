/** Keeps track of child processes, so that none of them outlives its script. */
import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';

/** How long a child may take to stop. The kiosk first finishes the payments that are under way. */
const PATIENCE_MS = 15_000;

export interface Children {
  start(command: string, args: readonly string[], options: SpawnOptions): ChildProcess;
  /** Stops them one after the other, the last one first: the kiosk before its sandbox. */
  stop(): Promise<void>;
}

export function trackChildren(): Children {
  const running: ChildProcess[] = [];
  return {
    start(command, args, options) {
      // In its own process group, so that Ctrl-C reaches only this script, which then stops them in order.
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
