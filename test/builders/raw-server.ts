/** A server on loopback that a test scripts byte by byte. It keeps what it was sent. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';

export interface RawServer extends AsyncDisposable {
  url: string;
  /** What each connection received so far, in the order of the connections. */
  received: readonly string[];
}

export interface Script {
  onConnect?: (socket: Socket) => void;
  /** Called with every chunk. `requests` counts the requests of all connections so far. */
  onData?: (socket: Socket, requests: number) => void;
}

const fixture = (name: string): string =>
  readFileSync(new URL(`../fixtures/${name}`, import.meta.url), 'utf8');

export const LOOPBACK_CERTIFICATE = fixture('loopback-cert.pem');

export async function aRawServer(
  script: Script,
  scheme: 'http' | 'https' = 'http',
): Promise<RawServer> {
  const received: string[] = [];
  const sockets = new Set<Socket>();
  let requests = 0;
  const onConnection = (socket: Socket): void => {
    const index = received.push('') - 1;
    sockets.add(socket);
    // Tests reset connections on purpose, so the server's errors do not matter.
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
    script.onConnect?.(socket);
    socket.on('data', (chunk) => {
      received[index] = `${received[index] ?? ''}${chunk.toString()}`;
      requests += 1;
      script.onData?.(socket, requests);
    });
  };
  const server =
    scheme === 'http'
      ? createServer(onConnection)
      : createTlsServer(
          { key: fixture('loopback-key.pem'), cert: LOOPBACK_CERTIFICATE },
          onConnection,
        );
  server.on('tlsClientError', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `${scheme}://127.0.0.1:${portOf(server.address())}/path`,
    received,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

export function portOf(address: string | AddressInfo | null): number {
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** A complete reply. The default is keep-alive. */
export function reply(body: string, extraHeaders = ''): string {
  return `HTTP/1.1 200 OK\r\ncontent-length: ${Buffer.byteLength(body)}\r\n${extraHeaders}\r\n${body}`;
}
