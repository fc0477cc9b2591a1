/** A printer on the network: raw bytes over TCP in both directions, mostly on port 9100. */
import { connect, type Socket } from 'node:net';
import type { World } from '../../world/world.ts';
import { createAnswerFilter } from '../answers.ts';
import type { OpenTransport, Sent, Transport } from '../transport.ts';

export interface NetworkOptions {
  host: string;
  port: number;
  /** True if the printer answers status queries. */
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

function transportOver(socket: Socket, canReceive: boolean, after: After): Transport {
  const canBeAnswer = createAnswerFilter();
  let received: number[] = [];
  let isOver = false;
  let check: () => void = () => undefined;
  socket.on('data', (chunk: Buffer) => {
    for (const byte of chunk) if (canBeAnswer(byte)) received.push(byte);
    check();
  });
  const over = (): void => {
    isOver = true;
    check();
  };
  // The `close` event follows every error, so the error itself needs no handling. But without a listener it would end
  // the process.
  socket.on('error', over);
  socket.on('end', over);
  socket.on('close', over);
  return {
    canReceive,
    send(bytes) {
      received = [];
      return send(socket, bytes, after);
    },
    receive: (fits, withinMs) =>
      new Promise((resolve) => {
        const end = (byte: number | null): void => {
          cancel();
          check = () => undefined;
          resolve(byte);
        };
        const cancel = after(withinMs, () => end(null));
        check = () => {
          const index = received.findIndex(fits);
          const byte = received[index];
          if (byte !== undefined) {
            received.splice(0, index + 1);
            end(byte);
          } else if (isOver) end(null);
        };
        check();
      }),
    // Send the buffered bytes, then close.
    close: () => socket.destroySoon(),
    abandon: () => socket.resetAndDestroy(),
  };
}

/** Sends the bytes. If this fails, any part of them may have been sent. */
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
