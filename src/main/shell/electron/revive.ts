/**
 * Reloads the page when its process crashes or hangs. The kiosk keeps running, and the page draws the same view again.
 */
import type { BrowserWindow, RenderProcessGoneDetails } from 'electron';
import type { World } from '../../world/world.ts';
import type { Log } from '../../log/log.ts';

const FIRST_DELAY_MS = 500;
const DELAY_MAX_MS = 30_000;
/** After this long without a crash, the count of crashes starts again. */
const CALM_MS = 5 * 60_000;

/**
 * How long to wait before the reload. Null if the process ended on purpose. `crashCount`: recent crashes before this
 * one.
 */
export function reviveDelayMs(
  reason: RenderProcessGoneDetails['reason'],
  crashCount: number,
): number | null {
  if (reason === 'clean-exit') return null;
  return Math.min(FIRST_DELAY_MS * 2 ** crashCount, DELAY_MAX_MS);
}

export function reviveCrashedPage(window: BrowserWindow, world: World, log: Log): void {
  let crashCount = 0;
  let lastCrashAtMs = Number.NEGATIVE_INFINITY;
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    const atMs = world.monotonicMs();
    if (atMs - lastCrashAtMs > CALM_MS) crashCount = 0;
    lastCrashAtMs = atMs;
    const delayMs = reviveDelayMs(reason, crashCount);
    log.error(`the page's process has ended (${reason})`);
    if (delayMs === null) return;
    crashCount += 1;
    world.after(delayMs, () => {
      if (!window.isDestroyed()) window.webContents.reload();
    });
  });
  window.on('unresponsive', () => {
    log.error('the page hangs; ending its process');
    window.webContents.forcefullyCrashRenderer();
  });
}
