/** The clocks and timers of one terminal. The wall clock can be set; the monotonic clock stops during sleep. */
import type { Scheduler } from './scheduler.ts';

export interface MachineTime {
  wallMs(): number;
  monotonicMs(): number;
  setWall(byMs: number): void;
  sleep(forMs: number): void;
  /** Calls back at once if the machine is awake, otherwise when it wakes. */
  whenAwake(run: () => void): void;
  /** The delay is by the monotonic clock. */
  after(delayMs: number, run: () => void): () => void;
  isAsleep(): boolean;
}

export function createMachineTime(scheduler: Scheduler): MachineTime {
  const bootMs = scheduler.nowMs();
  let wallOffsetMs = 0;
  let sleptBeforeMs = 0;
  let sleepFromMs = bootMs;
  let wakeMs = bootMs;

  const sleptMs = (): number =>
    sleptBeforeMs + Math.max(0, Math.min(scheduler.nowMs(), wakeMs) - sleepFromMs);
  const monotonicMs = (): number => scheduler.nowMs() - bootMs - sleptMs();
  const whenAwake = (run: () => void): void => {
    if (scheduler.nowMs() >= wakeMs) run();
    else scheduler.at(wakeMs, () => whenAwake(run));
  };

  return {
    wallMs: () => scheduler.nowMs() + wallOffsetMs,
    monotonicMs,
    setWall(byMs) {
      wallOffsetMs += byMs;
    },
    sleep(forMs) {
      if (scheduler.nowMs() < wakeMs) return;
      sleptBeforeMs = sleptMs();
      sleepFromMs = scheduler.nowMs();
      wakeMs = sleepFromMs + forMs;
    },
    whenAwake,
    isAsleep: () => scheduler.nowMs() < wakeMs,
    after(delayMs, run) {
      const dueMs = monotonicMs() + Math.max(0, delayMs);
      let cancel = (): void => undefined;
      const check = (): void => {
        const leftMs = dueMs - monotonicMs();
        if (leftMs <= 0) whenAwake(run);
        else cancel = scheduler.at(Math.max(scheduler.nowMs(), wakeMs) + leftMs, check);
      };
      cancel = scheduler.at(scheduler.nowMs() + Math.max(0, delayMs), check);
      return () => cancel();
    },
  };
}
