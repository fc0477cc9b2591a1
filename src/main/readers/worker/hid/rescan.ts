/** Runs a look at the devices again and again, at once when something may have changed, and never two at a time. */
import { createRestartableTimer } from '../../../../shared/restartable-timer.ts';

export interface RescanOptions {
  /** Never rejects. */
  look: () => Promise<void>;
  after: (delayMs: number, run: () => void) => () => void;
  /** Calls back whenever devices may have come or gone; returns how to end that. */
  watch: (onChange: () => void) => () => void;
}

export interface Rescan {
  /** Calls back once, after the first look. */
  start: (onLooked: () => void) => void;
  soon: () => void;
  /** Resolves when no look is under way. */
  stop(): Promise<void>;
}

/** node-hid tells nothing by itself; half of the two seconds in which a device is to be seen. */
const EVERY_MS = 1_000;
/** Several changes come together, and a device that fails at once must not be tried without end. */
const SOON_MS = 50;

export function createRescan({ look, after, watch }: RescanOptions): Rescan {
  let isStopped = false;
  let isSoon = false;
  let running: Promise<void> | null = null;
  const timer = createRestartableTimer({ after });
  let unwatch = (): void => undefined;

  function plan(delayMs: number): void {
    if (!isStopped) timer.restart(delayMs, () => run());
  }

  function run(onLooked: () => void = () => undefined): void {
    isSoon = false;
    running = look().finally(() => {
      running = null;
      if (!isStopped) onLooked();
      plan(isSoon ? SOON_MS : EVERY_MS);
    });
  }

  function soon(): void {
    if (isSoon) return;
    isSoon = true;
    if (running === null) plan(SOON_MS);
  }

  return {
    start(onLooked) {
      unwatch = watch(soon);
      run(onLooked);
    },
    soon,
    async stop() {
      isStopped = true;
      timer.cancel();
      unwatch();
      await running;
    },
  };
}
