/** Takes a wedge scanner's keys, and a person's digits, before the page sees them. */
import type { Input } from 'electron';
import { captureWedge, typedIntent, type WedgeTimer } from '../../../wedge/capture.ts';
import { WEDGE_DEFAULTS } from '../../../wedge/config.ts';
import type { WedgeKey } from '../../../wedge/key.ts';
import type { PressingKey } from '../../../wedge/burst-end.ts';
import type { Kiosk } from '../../kiosk.ts';
import type { World } from '../../world/world.ts';
import type { PageLink } from './ipc.ts';
import type { Log } from '../../log/log.ts';

export interface WedgeInputOptions {
  kiosk: Pick<Kiosk, 'type' | 'onWedge' | 'dispatch'>;
  world: Pick<World, 'monotonicMs' | 'after'>;
  page: PageLink;
  log: Log;
}

/** What this needs of Electron's `WebContents`. */
export interface KeyedContents {
  on(
    name: 'before-input-event',
    listener: (event: { preventDefault(): void }, input: HeardInput) => void,
  ): unknown;
  sendInputEvent(event: { type: 'keyDown' | 'char' | 'keyUp'; keyCode: string }): void;
}
export type HeardInput = Omit<Input, 'isComposing' | 'location'>;

export function captureWedgeInput(contents: KeyedContents, options: WedgeInputOptions): void {
  const { kiosk, world, page, log } = options;
  let wedge = WEDGE_DEFAULTS;
  kiosk.onWedge((now) => {
    wedge = now;
  });
  const ownKeys: PressingKey[] = [];
  let pressedOn: number | null = null;
  const timer: WedgeTimer = {
    nowMs: () => world.monotonicMs(),
    after: (delayMs, run) => world.after(delayMs, run),
  };
  const capture = captureWedge(
    {
      scan: (text, keys) => kiosk.type({ text, keys }),
      typed: (key) => kiosk.dispatch(typedIntent(key, page.screenId())),
      press(key) {
        // What was pressed on one screen is not to press a button of the next one.
        if (page.screenId() !== pressedOn) return;
        ownKeys.push(key);
        sendKey(contents, key);
      },
      refused(keys) {
        log.info(
          'refused a scan: it had a key that cannot be read, was too long, or came in parts',
        );
        kiosk.type({ text: null, keys });
      },
    },
    timer,
    () => wedge,
  );
  contents.on('before-input-event', (event, input) => {
    const key = wedgeKey(input, timer.nowMs());
    if (key === null) return;
    // The key that is sent back must never be taken for one more.
    if (ownKeys[0] === key.key) ownKeys.shift();
    else {
      if (capture(key) === 'swallow') event.preventDefault();
      pressedOn = page.screenId();
    }
  });
}

/** Null for a key that goes up, which tells nothing new. */
function wedgeKey(input: HeardInput, atMs: number): WedgeKey | null {
  if (input.type !== 'keyDown') return null;
  return {
    key: input.key,
    code: input.code,
    shift: input.shift,
    ctrl: input.control,
    alt: input.alt,
    altGraph: input.modifiers.includes('altgr'),
    meta: input.meta,
    repeat: input.isAutoRepeat,
    atMs,
  };
}

/** The three events that a key makes: a button is pressed by the last of Space, and by the second of Enter. */
function sendKey(contents: KeyedContents, key: PressingKey): void {
  const keyCode = key === ' ' ? 'Space' : 'Enter';
  contents.sendInputEvent({ type: 'keyDown', keyCode });
  contents.sendInputEvent({ type: 'char', keyCode: key === ' ' ? ' ' : '\r' });
  contents.sendInputEvent({ type: 'keyUp', keyCode });
}
