/** Keeps one process running: restarts it with a growing delay when it ends, and kills it when it hangs. */
import type { World } from '../../world/world.ts';
import type { Command } from '../protocol.ts';
import type { ReaderProcess, SpawnReaders } from './process.ts';

export interface KeepAliveOptions {
  world: Pick<World, 'after'>;
  spawn: SpawnReaders;
  onMessage: (message: unknown) => void;
  onCrash: () => void;
  /** The process has run for so long that earlier crashes no longer count. */
  onRanLong: () => void;
  onHang: () => void;
}

export interface KeepAlive {
  start(): void;
  send(command: Command): void;
  /** Call when the process has reported that it runs. From now on it must answer pings. */
  started(): void;
  /** Call when the process has answered the ping with this number. */
  ponged(number: number): void;
  /** Resolves when the process has ended. */
  stop(): Promise<void>;
}

export const RESTART_FIRST_MS = 250;
const RESTART_MAX_MS = 30_000;
export const RAN_LONG_MS = 60_000;
/** How long the process may take to start. A machine that was just switched on is slow. */
export const START_MS = 60_000;
export const PING_MS = 5_000;
/** How long the process may take to close its devices before it is killed. */
const STOP_MS = 2_000;

export function createKeepAlive(options: KeepAliveOptions): KeepAlive {
  const cancels = new Set<() => void>();
  let restartMs = RESTART_FIRST_MS;
  let running: ReaderProcess | null = null;
  let onStopped: (() => void) | null = null;
  let watchdog: Watchdog | null = null;

  function start(): void {
    const child = options.spawn({ message: options.onMessage, exit: ended });
    running = child;
    watchdog = createWatchdog(child, later, options.onHang);
    later(RAN_LONG_MS, () => {
      restartMs = RESTART_FIRST_MS;
      options.onRanLong();
    });
  }

  function ended(): void {
    running = null;
    cancelAll();
    if (onStopped !== null) {
      onStopped();
      return;
    }
    options.onCrash();
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
    send: (command) => running?.send(command),
    started: () => watchdog?.started(),
    ponged: (number) => watchdog?.ponged(number),
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

type Watchdog = Pick<KeepAlive, 'started' | 'ponged'>;

/** Kills a process that does not start, or does not answer a ping. */
function createWatchdog(
  child: ReaderProcess,
  later: (delayMs: number, run: () => void) => void,
  onHang: () => void,
): Watchdog {
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
