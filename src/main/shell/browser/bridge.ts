/**
 * The page's end of the WebSocket. It reconnects when the connection is lost, and stores the last view.
 * It drops intents while the connection is closed: an intent must never reach another screen than the one that was
 * touched.
 */
import type { KioskBridge } from '../../../shared/contract.ts';
import { WEDGE_DEFAULTS, type WedgeSettings } from '../../../wedge/config.ts';
import type { WedgeKey } from '../../../wedge/key.ts';
import { wedgeOfMessage } from './wedge-message.ts';
import { TAKEN_OVER_CODE, type PageMessage } from './wire.ts';

export interface SocketEvents {
  opened(): void;
  message(text: string): void;
  closed(code: number): void;
}

/** Opens one WebSocket. Returns the function that sends a text over it. */
export type OpenSocket = (events: SocketEvents) => (text: string) => void;

export type BridgeState = 'open' | 'lost' | 'takenOver';

export interface BridgeOptions {
  openSocket: OpenSocket;
  after: (delayMs: number, run: () => void) => () => void;
  onState: (state: BridgeState) => void;
}

export interface Bridge {
  readonly send: KioskBridge['send'];
  readonly onView: KioskBridge['onView'];
  /** `text` is null for a refused scan. */
  typed(text: string | null, keys: readonly WedgeKey[]): void;
  /** The last scanner settings that the kiosk sent. */
  wedge(): WedgeSettings;
  /** The screen of the last view. Null before the first view. */
  screenId(): number | null;
  /** Whether the last view asks a question whose answer waits for a quiet time. */
  isQuestion(): boolean;
}

/** A shorter interruption is not shown: a restart of the kiosk's server takes less time than this. */
const LOST_AFTER_MS = 3_000;
const RECONNECT_FIRST_MS = 250;
const RECONNECT_MAX_MS = 5_000;

export function reconnectDelayMs(failedCount: number): number {
  return Math.min(RECONNECT_FIRST_MS * 2 ** failedCount, RECONNECT_MAX_MS);
}

export function connectBridge({ openSocket, after, onState }: BridgeOptions): Bridge {
  const listeners: ((view: unknown) => void)[] = [];
  let view: { value: unknown } | null = null;
  let wedge = WEDGE_DEFAULTS;
  let send: ((text: string) => void) | null = null;
  let failedCount = 0;
  let cancelLost: (() => void) | null = null;

  function connect(): void {
    const sendText = openSocket({
      opened: () => {
        send = sendText;
        failedCount = 0;
        cancelLost?.();
        cancelLost = null;
        onState('open');
      },
      message: (text) => {
        const message = asMessage(JSON.parse(text));
        if (message.type === 'wedge') {
          wedge = wedgeOfMessage(message.wedge);
          return;
        }
        view = { value: message.view };
        for (const listener of listeners) listener(view.value);
      },
      closed: (code) => {
        send = null;
        if (code === TAKEN_OVER_CODE) {
          onState('takenOver');
          return;
        }
        cancelLost ??= after(LOST_AFTER_MS, () => onState('lost'));
        after(reconnectDelayMs(failedCount), connect);
        failedCount += 1;
      },
    });
  }

  function sendMessage(message: PageMessage): void {
    send?.(JSON.stringify(message));
  }

  connect();
  return {
    send: (intent) => sendMessage({ type: 'intent', intent }),
    typed: (text, keys) => sendMessage({ type: 'typed', text, keys }),
    wedge: () => wedge,
    onView: (listener) => {
      listeners.push(listener);
      if (view !== null) listener(view.value);
    },
    screenId: () => screenIdOf(view?.value),
    isQuestion: () => isQuestionIn(view?.value),
  };
}

function asMessage(message: unknown): { type?: unknown; view?: unknown; wedge?: unknown } {
  return typeof message === 'object' && message !== null ? message : {};
}

function screenIdOf(view: unknown): number | null {
  if (typeof view !== 'object' || view === null || !('screenId' in view)) return null;
  return typeof view.screenId === 'number' ? view.screenId : null;
}

/** As `isQuestion` in shared/quiet-time.ts, for a view that is not parsed here. */
function isQuestionIn(view: unknown): boolean {
  if (typeof view !== 'object' || view === null || !('screen' in view)) return false;
  const asking = ('overlay' in view ? view.overlay : null) ?? view.screen;
  return typeof asking === 'object' && asking !== null && 'isArmed' in asking;
}
