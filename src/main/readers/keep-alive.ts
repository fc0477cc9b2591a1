/** Keeps one process running: starts it again with a growing delay when it dies, and ends it when it hangs. */
import type { World } from '../world.ts';
import type { Order } from './protocol.ts';
import type { ReaderProcess, SpawnReaders } from './process.ts';

export interface KeepAliveOptions {
  world: Pick<World, 'after'>;
  spawn: SpawnReaders;
  onMessage: (message: unknown) => void;
  onDeath: () => void;
  /** It has run for so long that its next death is not one of a row. */
  onLivedLong: () => void;
  onHang: () => void;
}

export interface KeepAlive {
  start(): void;
  send(order: Order): void;
  /** It answered the ping of that number. */
  ponged(number: number): void;
  /** Resolves when the process has ended. */
  stop(): Promise<void>;
}

export const RESTART_FIRST_MS = 250;
const RESTART_MAX_MS = 30_000;
export const LIVED_LONG_MS = 60_000;
export const PING_MS = 5_000;
/** It has to close its devices; more than this it does not get. */
const STOP_MS = 2_000;

export function createKeepAlive(options: KeepAliveOptions): KeepAlive {
  const cancels = new Set<() => void>();
  let restartMs = RESTART_FIRST_MS;
  let running: ReaderProcess | null = null;
  let onStopped: (() => void) | null = null;
  let [pingNumber, pongNumber] = [0, 0];

  function start(): void {
    [pingNumber, pongNumber] = [0, 0];
    const child = options.spawn({ message: options.onMessage, exit: ended });
    running = child;
    later(PING_MS, () => ping(child));
    later(LIVED_LONG_MS, () => {
      restartMs = RESTART_FIRST_MS;
      options.onLivedLong();
    });
  }

  function ping(child: ReaderProcess): void {
    if (pongNumber < pingNumber) {
      options.onHang();
      child.kill();
      return;
    }
    pingNumber += 1;
    child.send({ kind: 'ping', number: pingNumber });
    later(PING_MS, () => ping(child));
  }

  function ended(): void {
    running = null;
    cancelAll();
    if (onStopped !== null) {
      onStopped();
      return;
    }
    options.onDeath();
    later(restartMs, start);
    restartMs = Math.min(restartMs * 2, RESTART_MAX_MS);
  }

  function later(delayMs: number, run: () => void): void {
    const cancel = options.world.after(delayMs, () => {
      cancels.delete(cancel);
      run();
    });
    cancels.add(cancel);
  }

  function cancelAll(): void {
    for (const cancel of cancels) cancel();
    cancels.clear();
  }

  return {
    start,
    send: (order) => running?.send(order),
    ponged(number) {
      pongNumber = number;
    },
    stop() {
      cancelAll();
      const child = running;
      if (child === null) return Promise.resolve();
      return new Promise((resolve) => {
        onStopped = resolve;
        child.send({ kind: 'stop' });
        later(STOP_MS, child.kill);
      });
    },
  };
}
