/**
 * Connects one page to the kiosk. A newer page replaces it. Messages that do not parse are refused, counted and logged.
 */
import type { WebSocket } from 'ws';
import { assertNever } from '../../../shared/assert.ts';
import type { ShownKiosk } from '../../kiosk.ts';
import { parsePageMessage } from './page-message.ts';
import { TAKEN_OVER_CODE, type KioskMessage } from './wire.ts';
import type { Log } from '../../log/log.ts';

export interface OnePage {
  /** Connects a page that has passed the access control. */
  accept(socket: WebSocket): void;
}

export function createOnePage(kiosk: ShownKiosk, log: Log): OnePage {
  let present: { socket: WebSocket; unsubscribe: () => void } | null = null;
  let refusedCount = 0;

  function refuse(what: string): void {
    refusedCount += 1;
    // Do not log the message: it may contain a card number.
    log.warn(`refused ${what} from the page (${refusedCount} refused so far)`);
  }

  return {
    accept(socket) {
      present?.unsubscribe();
      present?.socket.close(TAKEN_OVER_CODE, 'another page has taken over');
      const send = (message: KioskMessage): void => socket.send(JSON.stringify(message));
      const subscriptions = [
        kiosk.onWedge((wedge) => send({ type: 'wedge', wedge })),
        kiosk.onView((view) => send({ type: 'view', view })),
      ];
      const unsubscribe = (): void => subscriptions.forEach((end) => end());
      present = { socket, unsubscribe };
      socket.on('message', (data, isBinary) => {
        // Ignore messages that an older page sent before it was closed. They may belong to another customer.
        if (socket !== present?.socket) return;
        const message = isBinary ? null : parsePageMessage(bytesOf(data).toString('utf8'));
        if (message === null) refuse('a message');
        else deliver(message, kiosk);
      });
      socket.on('error', () => refuse('a frame'));
      socket.on('close', () => {
        unsubscribe();
        if (present?.socket === socket) present = null;
      });
    },
  };
}

function deliver(
  message: NonNullable<ReturnType<typeof parsePageMessage>>,
  kiosk: ShownKiosk,
): void {
  switch (message.type) {
    case 'intent':
      kiosk.dispatch(message.intent);
      return;
    case 'typed':
      kiosk.type(message);
      return;
    default:
      assertNever(message);
  }
}

function bytesOf(data: Buffer | ArrayBuffer | Buffer[]): Buffer {
  if (Array.isArray(data)) return Buffer.concat(data);
  return Buffer.isBuffer(data) ? data : Buffer.from(data);
}
