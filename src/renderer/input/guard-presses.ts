/** Connects the press guard to the page: it sees every press before any button does. */
import type { View } from '../../shared/contract.ts';
import { isArming } from '../../shared/quiet-time.ts';
import { createPressGuard, type GuardedButton } from './press-guard.ts';

/** Keys that press the focused button, or leave. All other keys move the focus, or change the screen by an intent. */
const PRESSING_KEYS = new Set(['Enter', ' ', 'Escape', 'F20', 'F21']);

const GUARD = 'data-guard';

/** The value of the attribute `data-guard` of a button. `calm`: a press beside the button starts the quiet time again. */
export type Guard = 'begin' | 'calm';

/**
 * Listens until the returned function is called. `onstray` is called for each press that is not on an active guarded
 * button.
 */
export function guardPresses(page: Window, onstray: () => void): () => void {
  const guard = createPressGuard();
  const listening = new AbortController();
  const options = { capture: true, signal: listening.signal };

  /** The pressing key that went down on the page. A shell that filters keys sends the page a key without a release. */
  let heldKey: string | null = null;

  const down = (event: Event): void => {
    if (!guard.down(guardedAt(event.target), event.timeStamp)) onstray();
  };
  const up = (event: Event): void => {
    if (!guard.up(event.timeStamp)) onstray();
  };
  page.addEventListener('pointerdown', down, options);
  page.addEventListener('pointerup', up, options);
  page.addEventListener('pointercancel', up, options);
  page.addEventListener(
    'keydown',
    (event) => {
      if (!PRESSING_KEYS.has(event.key)) return;
      heldKey = event.isTrusted ? event.key : null;
      // A key that is held down began its press before.
      if (event.repeat) onstray();
      else down(event);
    },
    options,
  );
  page.addEventListener(
    'keyup',
    (event) => {
      if (event.key !== heldKey) return;
      heldKey = null;
      up(event);
    },
    options,
  );
  page.addEventListener(
    'click',
    (event) => {
      const button = guardedAt(event.target);
      if (button === null) return;
      const click = { isByPointer: event.detail > 0, atMs: event.timeStamp };
      if (guard.mayPress(button, click)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    },
    options,
  );
  return () => listening.abort();
}

/** True while a stray press has to start the quiet time of the kiosk again. */
export function waitsForCalm(view: View): boolean {
  const { screen, overlay } = view;
  const needsCalm = overlay === null ? screen.kind === 'confirm' : overlay.kind === 'otherCard';
  return needsCalm || isArming(view);
}

function guardedAt(target: EventTarget | null): GuardedButton | null {
  const element = target instanceof Element ? target.closest(`[${GUARD}]`) : null;
  if (element === null) return null;
  return {
    element,
    isActive: element.ariaDisabled !== 'true',
    needsCalm: element.getAttribute(GUARD) === ('calm' satisfies Guard),
  };
}
