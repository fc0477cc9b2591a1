/**
 * Compares the clock of this machine with the server's clock, and tells staff and the log if it is off. Receipts have the
 * server's time, but the log, the journal and the age of a kept balance have the time of this machine.
 */
import { createRestartableTimer } from '../../shared/restartable-timer.ts';
import { throwLater } from '../../shared/throw-later.ts';
import type { StaffNotice } from '../../shared/staff-board.ts';
import type { Log } from '../log/log.ts';
import type { ServerClock } from '../leat/server-clock.ts';
import type { World } from '../world/world.ts';

export interface ClockWatch {
  start(): void;
  stop(): void;
  /** Null if the clock is right, or if the server's time is not known. */
  notice(): ClockNotice | null;
}

export interface ClockWatchOptions {
  world: Pick<World, 'now' | 'after'>;
  serverNow: ServerClock['serverNow'];
  /** Asks the server for anything, because every reply has its time. */
  ask: () => Promise<unknown>;
  log: Pick<Log, 'info' | 'warn'>;
}

type ClockNotice = Extract<StaffNotice, { kind: 'clockOff' }>;

const OFF_BY_MS = 60_000;
const CHECK_EVERY_MS = 60_000;
/** The first check is soon after the first reply. */
const FIRST_CHECK_MS = 10_000;
/** A server whose replies have no time is not asked more often. */
const ASK_EVERY_CHECKS = 15;

export function createClockWatch(options: ClockWatchOptions): ClockWatch {
  const { world, serverNow, log } = options;
  const timer = createRestartableTimer(world);
  let logged: ClockNotice | null = null;
  let checksUntilAsked = 0;

  function notice(): ClockNotice | null {
    const server = serverNow();
    if (server === null) return null;
    const fastMs = world.now() - server.latest;
    const slowMs = server.earliest - world.now();
    const offByMs = Math.max(fastMs, slowMs);
    return offByMs > OFF_BY_MS ? { kind: 'clockOff', isFast: fastMs > slowMs, offByMs } : null;
  }

  function check(): void {
    // After a jump of a clock, the server's time is unknown until the next reply.
    if (serverNow() !== null) logChange(notice());
    else if (checksUntilAsked <= 0) {
      checksUntilAsked = ASK_EVERY_CHECKS;
      options.ask().catch(throwLater);
    }
    checksUntilAsked -= 1;
    timer.restart(CHECK_EVERY_MS, check);
  }

  function logChange(now: ClockNotice | null): void {
    if (now === null && logged !== null) log.info('the clock of this machine is right again');
    if (now !== null && now.isFast !== logged?.isFast) {
      const seconds = Math.round(now.offByMs / 1000);
      const side = now.isFast ? 'fast' : 'slow';
      log.warn(`the clock of this machine is ${seconds} s ${side}; set it or use network time`);
    }
    logged = now;
  }

  return {
    start: () => timer.restart(FIRST_CHECK_MS, check),
    stop: () => timer.cancel(),
    notice,
  };
}
