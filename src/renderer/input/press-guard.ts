/**
 * Decides whether a press may answer a question, by the page's own clock. A press that began before the button was
 * active never counts, nor does a press without a quiet time before it. The kiosk checks the quiet time too: see
 * session/arming.ts. Pure: it reads no clock, and knows buttons only as objects.
 */
import { QUIET_MS } from '../../shared/quiet-time.ts';

/** A button that answers a question. `needsCalm`: a press beside it starts the quiet time again. */
export interface GuardedButton {
  readonly element: object;
  readonly isActive: boolean;
  readonly needsCalm: boolean;
}

export interface PressGuard {
  /** A finger or a pressing key went down, on this button or on something else. Returns false for a stray press. */
  down(button: GuardedButton | null, atMs: number): boolean;
  /** The finger was lifted. Returns false if its press was stray. */
  up(atMs: number): boolean;
  /** Whether a click may press this button. A screen reader clicks without a press before. */
  mayPress(button: GuardedButton, click: { isByPointer: boolean; atMs: number }): boolean;
}

/** A key clicks a button within the event of the key. */
const KEY_CLICK_MS = 100;
/** The kiosk may have counted the quiet time from a moment that the page saw a little later. */
const TOLERANCE_MS = 50;

export function createPressGuard(quietMs: number = QUIET_MS): PressGuard {
  let strayAtMs = -Infinity;
  // Weak, because a button that has left the page still holds the texts of its screen.
  let press: { element: WeakRef<object> | null; lastAtMs: number } | null = null;

  function isAllowed(button: GuardedButton, atMs: number): boolean {
    const isQuiet = atMs - strayAtMs >= quietMs - TOLERANCE_MS;
    return button.isActive && (isQuiet || !button.needsCalm);
  }

  return {
    down(button, atMs) {
      const isAnswer = button !== null && isAllowed(button, atMs);
      press = { element: isAnswer ? new WeakRef(button.element) : null, lastAtMs: atMs };
      if (!isAnswer) strayAtMs = atMs;
      return isAnswer;
    },
    up(atMs) {
      if (press === null) return true;
      press = { ...press, lastAtMs: atMs };
      if (press.element !== null) return true;
      strayAtMs = atMs;
      return false;
    },
    mayPress(button, { isByPointer, atMs }) {
      if (isByPointer) return press?.element?.deref() === button.element && button.isActive;
      const isOfKey = press !== null && atMs - press.lastAtMs <= KEY_CLICK_MS;
      if (isOfKey) return press?.element?.deref() === button.element && button.isActive;
      return isAllowed(button, atMs);
    },
  };
}
