/**
 * Gives the page its `window.kiosk` in the browser shell, as the preload does in Electron,
 * and keeps a wedge scanner's keys from the page. Runs before the page's own script; draws nothing of the kiosk.
 */
import { captureWedge, typedIntent } from '../../../wedge/capture.ts';
import type { WedgeKey } from '../../../wedge/key.ts';
import type { PressingKey } from '../../../wedge/burst-end.ts';
import { connectBridge, type BridgeState, type OpenSocket } from './bridge.ts';
import { SOCKET_PATH } from './wire.ts';

const PAGE_KEY = 'kiosk-page';

const after = (delayMs: number, run: () => void): (() => void) => {
  const timer = setTimeout(run, delayMs);
  return () => clearTimeout(timer);
};

/** From the one-time link, kept where no other server of this machine can read it. */
function pageKey(): string {
  const { hash, pathname } = location;
  if (hash.length > 1) {
    localStorage.setItem(PAGE_KEY, hash.slice(1));
    history.replaceState(null, '', pathname);
  }
  // Without one the kiosk refuses, as it does a wrong one.
  return localStorage.getItem(PAGE_KEY) ?? 'none';
}

const openSocket: OpenSocket = (events) => {
  const socket = new WebSocket(`ws://${location.host}${SOCKET_PATH}`, pageKey());
  socket.addEventListener('open', () => events.opened());
  socket.addEventListener('message', (event) => events.message(String(event.data)));
  socket.addEventListener('close', (event) => events.closed(event.code));
  return (text) => socket.send(text);
};

/** A page that cannot be heard must not look as if it could be touched. */
function showState(state: BridgeState): void {
  document.documentElement.dataset['kioskConnection'] = state;
  document.documentElement.inert = state !== 'open';
  if (state === 'takenOver') {
    document.body.textContent = 'This kiosk is now shown in another window.';
  }
}

const bridge = connectBridge({ openSocket, after, onState: showState });

const capture = captureWedge(
  {
    scan: (value, keys) => bridge.typed(value, keys),
    typed: (key) => {
      const screenId = bridge.screenId();
      if (screenId !== null) bridge.send(typedIntent(key, screenId));
    },
    press: (key) => press(key),
    refused: (keys) => bridge.typed(null, keys),
  },
  { nowMs: () => performance.now(), after },
  () => bridge.wedge(),
);

let passedKey: string | null = null;
/** What had the focus when the last key went down; not kept when its screen is gone, nor anything of a customer with it. */
let pressedOn: WeakRef<Element> | null = null;
let isOwnKey = false;

/** As the key itself would have done; but what was pressed on one screen presses nothing of the next. */
function press(key: PressingKey): void {
  const target = document.activeElement;
  if (target === null || target !== pressedOn?.deref()) return;
  isOwnKey = true;
  const isHeard = target.dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }),
  );
  isOwnKey = false;
  if (isHeard && target instanceof HTMLButtonElement) target.click();
}

function hear(type: 'keydown' | 'keypress' | 'keyup', mayPass: (event: KeyboardEvent) => boolean) {
  // On the window and while capturing, so that it comes before every listener of the page.
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

hear('keydown', (event) => {
  if (isOwnKey) return true;
  const isPassed = capture(wedgeKey(event)) === 'pass';
  passedKey = isPassed ? event.key : null;
  pressedOn = document.activeElement && new WeakRef(document.activeElement);
  return isPassed;
});
// Windows writes what was typed with Alt and the keypad by itself, with no key that goes down for it.
hear('keypress', ({ key }) => key === passedKey);
// Alt that goes up alone would take the focus to the browser's menu.
hear('keyup', ({ key }) => key !== 'Alt');

function wedgeKey(event: KeyboardEvent): WedgeKey {
  return {
    key: event.key,
    code: event.code,
    shift: event.shiftKey,
    ctrl: event.ctrlKey,
    alt: event.altKey,
    altGraph: event.getModifierState('AltGraph'),
    meta: event.metaKey,
    repeat: event.repeat,
    atMs: event.timeStamp,
  };
}

// Only what the preload gives too: a page that could scan here could not in Electron.
const { send, onView } = bridge;
Object.defineProperty(window, 'kiosk', { value: Object.freeze({ send, onView }) });
