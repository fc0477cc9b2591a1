/**
 * Notices that the device of a reader which was set aside is unplugged or plugged in: a person who does this expects it
 * to be used. For readers whose driver finds the device by itself; no library of a driver is loaded.
 */
import { createRestartableTimer } from '../../../shared/restartable-timer.ts';

/** A device that appears so soon may be coming back by itself after a crash, and would crash the process again. */
const RETURN_MS = 10_000;
const POLL_MS = 1_000;

export interface ReplugWatchOptions {
  /** The devices that are plugged in now. Null if the system does not say. */
  devices: () => readonly string[] | null;
  nowMs: () => number;
  after: (delayMs: number, run: () => void) => () => void;
  /** Called once. */
  onReplugged: () => void;
}

/** Returns the function that ends the watch. */
export function watchReplug({
  devices,
  nowMs,
  after,
  onReplugged,
}: ReplugWatchOptions): () => void {
  const timer = createRestartableTimer({ after });
  const seen = new Set<string>();
  const startedMs = nowMs();

  function check(): void {
    const present = devices();
    if (present === null) return;
    const isGone = [...seen].some((device) => !present.includes(device));
    const isNew = present.some((device) => !seen.has(device));
    for (const device of present) seen.add(device);
    if (isGone || (isNew && nowMs() - startedMs >= RETURN_MS)) onReplugged();
    else timer.restart(POLL_MS, check);
  }

  check();
  return () => timer.cancel();
}
