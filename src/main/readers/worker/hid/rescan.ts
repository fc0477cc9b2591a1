/** Scans for devices at regular intervals, and soon after a change. Never runs two scans at a time. */
import { createRestartableTimer } from '../../../../shared/restartable-timer.ts';

export interface RescanOptions {
  /** Never rejects. */
  scan: () => Promise<void>;
  after: (delayMs: number, run: () => void) => () => void;
  /** Calls back when devices may have appeared or gone. Returns the function that stops this. */
  watch: (onChange: () => void) => () => void;
}

export interface Rescan {
  /** Calls back once, after the first scan. */
  start: (onScanned: () => void) => void;
  soon: () => void;
  /** Resolves when no scan is running. */
  stop(): Promise<void>;
}

/** node-hid has no events for new devices. A device must show up within two seconds; this is half of that. */
const INTERVAL_MS = 1_000;
/** Changes often come several at once, and a device that fails at once must not be retried in a tight loop. */
const SOON_MS = 50;

export function createRescan({ scan, after, watch }: RescanOptions): Rescan {
  let isStopped = false;
  let isSoon = false;
  let running: Promise<void> | null = null;
  const timer = createRestartableTimer({ after });
  let unwatch = (): void => undefined;

  function schedule(delayMs: number): void {
    if (!isStopped) timer.restart(delayMs, () => run());
  }

  function run(onScanned: () => void = () => undefined): void {
    isSoon = false;
    running = scan().finally(() => {
      running = null;
      if (!isStopped) onScanned();
      schedule(isSoon ? SOON_MS : INTERVAL_MS);
    });
  }

  function soon(): void {
    if (isSoon) return;
    isSoon = true;
    if (running === null) schedule(SOON_MS);
  }

  return {
    start(onScanned) {
      unwatch = watch(soon);
      run(onScanned);
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
