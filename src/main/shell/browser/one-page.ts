/** The one page that shows the kiosk: a newer one takes over. What it says is parsed, or refused, counted and logged. */
import type { WebSocket } from 'ws';
import { assertNever } from '../../../shared/assert.ts';
import type { Kiosk } from '../../kiosk.ts';
import { parsePageMessage } from './page-message.ts';
import { TAKEN_OVER_CODE, type KioskMessage } from './wire.ts';
import type { Log } from '../../log/log.ts';

export interface OnePage {
  /** Takes the connection of a page that may see the kiosk. */
  accept(socket: WebSocket): void;
}

export function createOnePage(kiosk: Kiosk, log: Log): OnePage {
  let present: { socket: WebSocket; leave: () => void } | null = null;
  let refusedCount = 0;

  function refuse(what: string): void {
    refusedCount += 1;
    // Never the message itself: it may hold the value of a card.
    log.warn(`refused ${what} from the page (${refusedCount} refused so far)`);
  }

  return {
    accept(socket) {
      present?.leave();
      present?.socket.close(TAKEN_OVER_CODE, 'another page has taken over');
      const say = (message: KioskMessage): void => socket.send(JSON.stringify(message));
      const leaves = [
        kiosk.onWedge((wedge) => say({ type: 'wedge', wedge })),
        kiosk.onView((view) => say({ type: 'view', view })),
      ];
      const leave = (): void => leaves.forEach((each) => each());
      present = { socket, leave };
      socket.on('message', (data, isBinary) => {
        // What an older page sent before it heard of its end is not for the customer of now.
        if (socket !== present?.socket) return;
        const message = isBinary ? null : parsePageMessage(bytesOf(data).toString('utf8'));
        if (message === null) refuse('a message');
        else deliver(message, kiosk);
      });
      socket.on('error', () => refuse('a frame'));
      socket.on('close', () => {
        leave();
        if (present?.socket === socket) present = null;
      });
    },
  };
}

function deliver(message: NonNullable<ReturnType<typeof parsePageMessage>>, kiosk: Kiosk): void {
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
