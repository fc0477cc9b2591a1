/** Keeps one process running: starts it again with a growing delay when it dies, and ends it when it hangs. */
import type { World } from '../../world/world.ts';
import type { Order } from '../protocol.ts';
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
  /** It runs, and answers from now on. */
  started(): void;
  /** It answered the ping of that number. */
  ponged(number: number): void;
  /** Resolves when the process has ended. */
  stop(): Promise<void>;
}

export const RESTART_FIRST_MS = 250;
const RESTART_MAX_MS = 30_000;
export const LIVED_LONG_MS = 60_000;
/** A machine that has just been switched on is slow; more than this it does not get to start. */
export const START_MS = 60_000;
export const PING_MS = 5_000;
/** It has to close its devices; more than this it does not get. */
const STOP_MS = 2_000;

export function createKeepAlive(options: KeepAliveOptions): KeepAlive {
  const cancels = new Set<() => void>();
  let restartMs = RESTART_FIRST_MS;
  let running: ReaderProcess | null = null;
  let onStopped: (() => void) | null = null;
  let answers: Answers | null = null;

  function start(): void {
    const child = options.spawn({ message: options.onMessage, exit: ended });
    running = child;
    answers = expectAnswers(child, later, options.onHang);
    later(LIVED_LONG_MS, () => {
      restartMs = RESTART_FIRST_MS;
      options.onLivedLong();
    });
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
    started: () => answers?.started(),
    ponged: (number) => answers?.ponged(number),
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

type Answers = Pick<KeepAlive, 'started' | 'ponged'>;

/** Ends a process that does not start, or does not answer a ping. */
function expectAnswers(
  child: ReaderProcess,
  later: (delayMs: number, run: () => void) => void,
  onHang: () => void,
): Answers {
  let [pingNumber, pongNumber] = [0, 0];
  let isStarted = false;

  function hang(): void {
    onHang();
    child.kill();
  }

  function ping(): void {
    if (pongNumber < pingNumber) {
      hang();
      return;
    }
    pingNumber += 1;
    child.send({ kind: 'ping', number: pingNumber });
    later(PING_MS, ping);
  }

  later(START_MS, () => {
    if (!isStarted) hang();
  });
  return {
    started() {
      if (isStarted) return;
      isStarted = true;
      later(PING_MS, ping);
    },
    ponged(number) {
      pongNumber = number;
    },
  };
}
