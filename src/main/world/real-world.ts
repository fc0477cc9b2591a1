/** The real world: the clocks, random numbers, timers and network of this machine. */
import { randomUUID } from 'node:crypto';
import { assert } from '../../shared/assert.ts';
import { epochMs } from '../../shared/time.ts';
import { createRealHttp } from './real-http.ts';
import type { World } from './world.ts';

export interface RealWorld extends World {
  /** Closes all connections, so that the program can end. */
  close(): Promise<void>;
}

/** The time limit of a connection attempt: short enough to notice a dead connection within five seconds. */
const CONNECT_TIMEOUT_MS = 3_000;

/** The longest delay of a Node timer. A longer one would fire at once. */
const DELAY_MAX_MS = 2 ** 31 - 1;

/** Creates the real world. Each entry calls it once. `connectTimeoutMs` is for tests. */
export function createRealWorld(connectTimeoutMs: number = CONNECT_TIMEOUT_MS): RealWorld {
  const http = createRealHttp(connectTimeoutMs);
  return {
    now: () => epochMs(Date.now()),
    monotonicMs: () => performance.now(),
    random: () => Math.random(),
    newId: () => randomUUID(),
    after(delayMs, run) {
      assert(delayMs >= 0 && delayMs <= DELAY_MAX_MS, 'a delay fits a timer');
      const timer = setTimeout(run, delayMs);
      return () => clearTimeout(timer);
    },
    http: (request) => http.send(request),
    close: () => http.close(),
  };
}
