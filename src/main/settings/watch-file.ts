/**
 * Watches one file by its time, size and number. It asks the disk once a second, because a watch of the system loses a
 * file that an editor replaces, and works on no network drive.
 */
import { statSync } from 'node:fs';
import { createRestartableTimer, type Clock } from '../../shared/restartable-timer.ts';

export interface FileWatch {
  stop(): void;
}

const EVERY_MS = 1_000;

/**
 * Calls back when the file has another stamp than `since`, and then than at the last call back, and has rested since the
 * look before. So a file that is being written is left alone. A file that goes is a change too.
 */
export function watchFile(
  world: Clock,
  { path, since }: { path: string; since: string },
  changed: () => void,
): FileWatch {
  const timer = createRestartableTimer(world);
  let known = since;
  let last = since;
  let isStopped = false;

  function look(): void {
    const now = fileStamp(path);
    const isResting = now === last;
    last = now;
    if (isResting && now !== known) {
      known = now;
      changed();
    }
    plan();
  }

  function plan(): void {
    if (!isStopped) timer.restart(EVERY_MS, look);
  }

  plan();
  return {
    stop() {
      isStopped = true;
      timer.cancel();
    },
  };
}

/** What shows that a file was written or replaced. */
export function fileStamp(path: string): string {
  try {
    const { mtimeNs, size, ino } = statSync(path, { bigint: true });
    return [mtimeNs, size, ino].join();
  } catch {
    return 'missing';
  }
}
