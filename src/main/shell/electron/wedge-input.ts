/** Takes a wedge scanner's keys, and a person's digits, before the page sees them. */
import type { Input, WebContents } from 'electron';
import { captureWedge, typedIntent, type WedgeTimer } from '../../../shared/wedge-capture.ts';
import type { WedgeKey } from '../../../shared/wedge.ts';
import type { Kiosk } from '../../kiosk.ts';
import type { World } from '../../world.ts';
import type { PageLink } from './ipc.ts';

export interface WedgeInputOptions {
  kiosk: Kiosk;
  world: World;
  page: PageLink;
  log: (line: string) => void;
}

export function captureWedgeInput(contents: WebContents, options: WedgeInputOptions): void {
  const { kiosk, world, page, log } = options;
  const timer: WedgeTimer = {
    nowMs: () => world.monotonicMs(),
    after: (delayMs, run) => world.after(delayMs, run),
  };
  const capture = captureWedge(
    {
      scan: (value) => kiosk.scan(value),
      typed: (key) => kiosk.intend(typedIntent(key, page.screenId())),
      refused() {
        log('refused a scan: it held a control character, or was too long');
        kiosk.scanFailed();
      },
    },
    timer,
  );
  contents.on('before-input-event', (event, input) => {
    const key = wedgeKey(input, timer.nowMs());
    if (key !== null && capture(key) === 'swallow') event.preventDefault();
  });
}

/** Null for a key that goes up, which tells nothing new. */
export function wedgeKey(input: Input, atMs: number): WedgeKey | null {
  if (input.type !== 'keyDown') return null;
  return {
    key: input.key,
    ctrl: input.control,
    alt: input.alt,
    meta: input.meta,
    repeat: input.isAutoRepeat,
    atMs,
  };
}
