/** Keeps the page at its own size. Nobody can pinch it larger, and each customer begins at the size of 1. */
import type { View } from '../../../shared/contract.ts';
import type { ShownKiosk } from '../../kiosk.ts';
import type { Log } from '../../log/log.ts';

/** The part of Electron's `WebContents` that we use. */
export interface ZoomedContents {
  on(name: 'did-finish-load', listener: () => void): unknown;
  isDestroyed(): boolean;
  setVisualZoomLevelLimits(minimum: number, maximum: number): Promise<void>;
}

/** These limits also bring a page that is larger back to its size. Electron forgets them when a page loads. */
export function fixZoom(
  contents: ZoomedContents,
  kiosk: Pick<ShownKiosk, 'onView'>,
  log: Pick<Log, 'warn'>,
): void {
  const fix = (): void => {
    if (contents.isDestroyed()) return;
    contents.setVisualZoomLevelLimits(1, 1).catch(() => {
      log.warn('could not fix the size of the page');
    });
  };
  let shown: View['screen']['kind'] | null = null;
  contents.on('did-finish-load', fix);
  kiosk.onView(({ screen }) => {
    const isNext = screen.kind === 'idle' && shown !== null && shown !== 'idle';
    shown = screen.kind;
    if (isNext) fix();
  });
}
