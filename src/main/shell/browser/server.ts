/** Serves the kiosk to a browser on the same machine. Listens on loopback only. */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { getRequestListener } from '@hono/node-server';
import { WebSocketServer } from 'ws';
import { assert } from '../../../shared/assert.ts';
import type { Language } from '../../../shared/languages/index.ts';
import type { ShownKiosk } from '../../kiosk.ts';
import type { ShopFiles } from '../page-files.ts';
import { createAccess, isHostAllowed, isOriginAllowed, type Access } from './access.ts';
import { createOnePage } from './one-page.ts';
import { createPages } from './pages.ts';
import { SOCKET_PATH } from './wire.ts';
import type { Log } from '../../log/log.ts';

/** The size of the longest scan and its keys as JSON. A longer message closes the connection. */
const MESSAGE_MAX_BYTES = 40_000;

export interface BrowserShellOptions {
  kiosk: ShownKiosk;
  pageDir: string;
  clientDir: string;
  shopFile: ShopFiles;
  /** The language of the shop. */
  language: () => Language;
  /** 0 for any free port. */
  port: number;
  log: Log;
}

export interface BrowserShell {
  /** The one-time link. */
  url: string;
  port: number;
  stop(): Promise<void>;
}

/** Starts the server. Rejects if the port is taken. */
export async function startBrowserShell(options: BrowserShellOptions): Promise<BrowserShell> {
  const server = createServer();
  const port = await listen(server, options.port);
  const access = createAccess(port);
  const pages = createPages({ ...options, access, port });
  server.on('request', answerWith(getRequestListener(pages.fetch), options.log));

  const sockets = new WebSocketServer({ noServer: true, maxPayload: MESSAGE_MAX_BYTES });
  const onePage = createOnePage(options.kiosk, options.log);
  server.on('upgrade', (request, socket, head) => {
    if (mayConnect(request, access, port)) {
      sockets.handleUpgrade(request, socket, head, (page) => onePage.accept(page));
    } else {
      refuse(socket);
    }
  });

  return {
    url: `http://127.0.0.1:${port}${access.startPath}`,
    port,
    stop: () => stop(server, sockets),
  };
}

/** A WebSocket from a page always has an origin, so one without is refused too. */
function mayConnect(request: IncomingMessage, access: Access, port: number): boolean {
  const { host, origin, cookie, 'sec-websocket-protocol': protocol } = request.headers;
  return (
    request.url === SOCKET_PATH &&
    isHostAllowed(host, port) &&
    origin !== undefined &&
    isOriginAllowed(origin, port) &&
    access.isKnown(cookie) &&
    access.isPage(protocol)
  );
}

function refuse(socket: Duplex): void {
  socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
}

type Listener = ReturnType<typeof getRequestListener>;

function answerWith(listener: Listener, log: Log) {
  return (...[request, response]: Parameters<Listener>): void => {
    listener(request, response).catch((error: unknown) =>
      log.warn('failed to answer a request from the page', error),
    );
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      assert(address !== null && typeof address === 'object', 'a TCP server has a port');
      resolve(address.port);
    });
  });
}

function stop(server: Server, sockets: WebSocketServer): Promise<void> {
  for (const page of sockets.clients) page.terminate();
  sockets.close();
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
