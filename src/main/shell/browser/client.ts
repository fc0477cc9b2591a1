/**
 * Gives the page its `window.kiosk` in the browser shell, as the preload does in Electron. Keeps the key events of
 * wedge scanners from the page. Runs before the page's own script.
 */
import { captureWedge, typedIntent } from '../../../wedge/capture.ts';
import type { WedgeKey } from '../../../wedge/key.ts';
import type { PressingKey } from '../../../wedge/burst-end.ts';
import { connectBridge, type BridgeState, type OpenSocket } from './bridge.ts';
import { ELSEWHERE_PATH, SOCKET_PATH } from './wire.ts';

const PAGE_KEY = 'kiosk-page';

const after = (delayMs: number, run: () => void): (() => void) => {
  const timer = setTimeout(run, delayMs);
  return () => clearTimeout(timer);
};

/** The page key from the one-time link. Kept in local storage, which no other server on this machine can read. */
function pageKey(): string {
  const { hash, pathname } = location;
  if (hash.length > 1) {
    localStorage.setItem(PAGE_KEY, hash.slice(1));
    history.replaceState(null, '', pathname);
  }
  // Without a key, send a value that the kiosk refuses like any wrong key.
  return localStorage.getItem(PAGE_KEY) ?? 'none';
}

const openSocket: OpenSocket = (events) => {
  const socket = new WebSocket(`ws://${location.host}${SOCKET_PATH}`, pageKey());
  socket.addEventListener('open', () => events.opened());
  socket.addEventListener('message', (event) => events.message(String(event.data)));
  socket.addEventListener('close', (event) => events.closed(event.code));
  return (text) => socket.send(text);
};

/** Makes the page inert while it has no connection: it must not accept touches then. */
function showState(state: BridgeState): void {
  document.documentElement.dataset['kioskConnection'] = state;
  document.documentElement.inert = state !== 'open';
  if (state === 'takenOver') leavePage();
}

/** Leaves the page, because nothing of the customer may stay in this window: not on the screen, nor in its memory. */
function leavePage(): void {
  document.body.replaceChildren();
  speechSynthesis.cancel();
  location.replace(ELSEWHERE_PATH);
}

const bridge = connectBridge({ openSocket, after, onState: showState });

const capture = captureWedge(
  {
    scan: (value, keys) => bridge.typed(value, keys),
    typed: (key) => {
      const screenId = bridge.screenId();
      if (screenId !== null) bridge.send(typedIntent(key, screenId));
    },
    takeBack: () => bridge.send({ kind: 'takeBackTyped', mayBePin: false }),
    stray: () => bridge.send({ kind: 'pressed' }),
    isQuestion: () => bridge.isQuestion(),
    press: (key) => press(key),
    refused: (keys) => bridge.typed(null, keys),
  },
  { nowMs: () => performance.now(), after },
  () => bridge.wedge(),
);

let passedKey: string | null = null;
/**
 * The element that had the focus at the last key press. A weak reference, so that the elements of a closed screen can
 * be garbage-collected.
 */
let pressedOn: WeakRef<Element> | null = null;
let wasActive = true;

/** A key event that we send ourselves must not be captured again. */
let isOwnKey = false;

/** Performs the usual action of the key, unless the focus has moved since the key was pressed. */
function press(key: PressingKey): void {
  const target = document.activeElement;
  if (target === null || target !== pressedOn?.deref()) return;
  if (isActive(target) !== wasActive) {
    // The key went down before the button was active.
    bridge.send({ kind: 'pressed' });
    return;
  }
  isOwnKey = true;
  const isNotCancelled = target.dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }),
  );
  isOwnKey = false;
  if (isNotCancelled && target instanceof HTMLButtonElement) target.click();
}

function isActive(element: Element | null): boolean {
  return element?.ariaDisabled !== 'true';
}

function filterKeys(
  type: 'keydown' | 'keypress' | 'keyup',
  mayPass: (event: KeyboardEvent) => boolean,
) {
  // The listener is on the window, in the capture phase, so it runs before every listener of the page.
  window.addEventListener(
    type,
    (event) => {
      if (mayPass(event)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    },
    { capture: true },
  );
}

filterKeys('keydown', (event) => {
  if (isOwnKey) return true;
  const isPassed = capture(wedgeKey(event)) === 'pass';
  passedKey = isPassed ? event.key : null;
  pressedOn = document.activeElement && new WeakRef(document.activeElement);
  wasActive = isActive(document.activeElement);
  return isPassed;
});
// On Windows, a character that is typed with Alt and the keypad causes a keypress event without a keydown event.
filterKeys('keypress', ({ key }) => key === passedKey);
// Alt alone would move the focus to the browser's menu.
filterKeys('keyup', ({ key }) => key !== 'Alt');

function wedgeKey(event: KeyboardEvent): WedgeKey {
  return {
    key: event.key,
    code: event.code,
    shift: event.shiftKey,
    ctrl: event.ctrlKey,
    alt: event.altKey,
    altGraph: event.getModifierState('AltGraph'),
    meta: event.metaKey,
    capsLock: event.getModifierState('CapsLock'),
    repeat: event.repeat,
    atMs: event.timeStamp,
  };
}

// Expose exactly the same methods as the preload. Any other method would work here and fail in Electron.
const { send, onView } = bridge;
Object.defineProperty(window, 'kiosk', { value: Object.freeze({ send, onView }) });
