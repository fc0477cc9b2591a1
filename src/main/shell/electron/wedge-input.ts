/** Handles the key events of wedge scanners, and digits that a person types, before the page gets them. */
import type { Input } from 'electron';
import { captureWedge, typedIntent, type WedgeTimer } from '../../../wedge/capture.ts';
import { WEDGE_DEFAULTS } from '../../../wedge/config.ts';
import type { WedgeKey } from '../../../wedge/key.ts';
import type { PressingKey } from '../../../wedge/burst-end.ts';
import type { ShownKiosk } from '../../kiosk.ts';
import type { World } from '../../world/world.ts';
import type { PageLink } from './ipc.ts';
import type { Log } from '../../log/log.ts';

export interface WedgeInputOptions {
  kiosk: Pick<ShownKiosk, 'type' | 'onWedge' | 'dispatch'>;
  world: Pick<World, 'monotonicMs' | 'after'>;
  page: PageLink;
  log: Log;
}

/** The part of Electron's `WebContents` that we use. */
export interface KeyedContents {
  on(
    name: 'before-input-event',
    listener: (event: { preventDefault(): void }, input: KeyInput) => void,
  ): unknown;
  sendInputEvent(event: { type: 'keyDown' | 'char' | 'keyUp'; keyCode: string }): void;
}
export type KeyInput = Omit<Input, 'isComposing' | 'location'>;

export function captureWedgeInput(contents: KeyedContents, options: WedgeInputOptions): void {
  const { kiosk, world, page, log } = options;
  let wedge = WEDGE_DEFAULTS;
  kiosk.onWedge((now) => {
    wedge = now;
  });
  const ownKeys: PressingKey[] = [];
  let pressedOn: string | null = null;
  const timer: WedgeTimer = {
    nowMs: () => world.monotonicMs(),
    after: (delayMs, run) => world.after(delayMs, run),
  };
  const capture = captureWedge(
    {
      scan: (text, keys) => kiosk.type({ text, keys }),
      typed: (key) => kiosk.dispatch(typedIntent(key, page.screenId())),
      takeBack: () => kiosk.dispatch({ kind: 'takeBackTyped', mayBePin: false }),
      stray: () => kiosk.dispatch({ kind: 'pressed' }),
      isQuestion: () => page.isQuestion(),
      press(key) {
        // The key went down on an earlier screen, or before the button was active.
        if (page.place() !== pressedOn) {
          kiosk.dispatch({ kind: 'pressed' });
          return;
        }
        ownKeys.push(key);
        sendKey(contents, key);
      },
      refused(keys) {
        log.info(
          'refused a scan: it was incomplete, too short or too long, as slow as a person, had an unreadable key, or lacked the prefix or suffix in the settings',
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
    // A key that we send ourselves must not be captured again.
    if (ownKeys[0] === key.key) ownKeys.shift();
    else {
      if (capture(key) === 'swallow') event.preventDefault();
      pressedOn = page.place();
    }
  });
}

/** Converts a key event. Null for a key release, which has no effect on a scan. */
function wedgeKey(input: KeyInput, atMs: number): WedgeKey | null {
  if (input.type !== 'keyDown') return null;
  return {
    key: input.key,
    code: input.code,
    shift: input.shift,
    ctrl: input.control,
    alt: input.alt,
    altGraph: input.modifiers.includes('altgr'),
    meta: input.meta,
    capsLock: input.modifiers.includes('capslock'),
    repeat: input.isAutoRepeat,
    atMs,
  };
}

/**
 * Sends all three events of a key press. A button reacts to the second event for Enter, and to the last one for Space.
 */
function sendKey(contents: KeyedContents, key: PressingKey): void {
  const keyCode = key === ' ' ? 'Space' : 'Enter';
  contents.sendInputEvent({ type: 'keyDown', keyCode });
  contents.sendInputEvent({ type: 'char', keyCode: key === ' ' ? ' ' : '\r' });
  contents.sendInputEvent({ type: 'keyUp', keyCode });
}
