/** A printer on the network: raw bytes over TCP, both ways, mostly on port 9100. */
import { connect, type Socket } from 'node:net';
import type { World } from '../../world/world.ts';
import type { OpenTransport, Sent, Transport } from '../transport.ts';

export interface NetworkOptions {
  host: string;
  port: number;
  /** Whether it is a printer that answers. */
  answers: boolean;
}

const CONNECT_WITHIN_MS = 3_000;
const SEND_WITHIN_MS = 10_000;

export function networkTransport(
  options: NetworkOptions,
  { after }: Pick<World, 'after'>,
): OpenTransport {
  return async () => {
    const socket = await open(options, after);
    return socket === null ? null : transportOver(socket, options.answers, after);
  };
}

type After = World['after'];

function open({ host, port }: NetworkOptions, after: After): Promise<Socket | null> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, noDelay: true });
    const end = (opened: Socket | null): void => {
      cancel();
      if (opened === null) socket.destroy();
      resolve(opened);
    };
    const cancel = after(CONNECT_WITHIN_MS, () => end(null));
    socket.once('connect', () => end(socket));
    socket.once('error', () => end(null));
  });
}

function transportOver(socket: Socket, canHear: boolean, after: After): Transport {
  const heard: number[] = [];
  let isOver = false;
  let look: () => void = () => undefined;
  socket.on('data', (chunk: Buffer) => {
    heard.push(...chunk);
    look();
  });
  const over = (): void => {
    isOver = true;
    look();
  };
  // After an error comes a close; here it only must not go unheard.
  socket.on('error', over);
  socket.on('end', over);
  socket.on('close', over);
  return {
    canHear,
    send: (bytes) => send(socket, bytes, after),
    hear: (fits, withinMs) =>
      new Promise((resolve) => {
        const end = (byte: number | null): void => {
          cancel();
          look = () => undefined;
          resolve(byte);
        };
        const cancel = after(withinMs, () => end(null));
        look = () => {
          const index = heard.findIndex(fits);
          const byte = heard[index];
          if (byte !== undefined) {
            heard.splice(0, index + 1);
            end(byte);
          } else if (isOver) end(null);
        };
        look();
      }),
    // What was sent last still goes out; then the socket ends with it.
    close: () => socket.destroySoon(),
    abandon: () => socket.resetAndDestroy(),
  };
}

/** The system may have taken any part of it before it fails. */
function send(socket: Socket, bytes: Uint8Array, after: After): Promise<Sent> {
  return new Promise((resolve) => {
    const end = (sent: Sent): void => {
      cancel();
      resolve(sent);
    };
    const failed: Sent = { kind: 'failed', problem: 'unsure', mayBeOut: true };
    const cancel = after(SEND_WITHIN_MS, () => end(failed));
    socket.write(bytes, (error) => end(error ? failed : { kind: 'sent' }));
  });
}
