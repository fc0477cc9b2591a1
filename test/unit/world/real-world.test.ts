/**
 * Against real sockets. The invariant of the whole file: the result is `notSent` only if the server got no byte of the
 * request, and the server never gets a request twice.
 */
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { Worker } from 'node:worker_threads';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createRealWorld } from '../../../src/main/world/real-world.ts';
import type { RealWorld } from '../../../src/main/world/real-world.ts';
import type { HttpRequest, HttpResult } from '../../../src/main/world/world.ts';
import { aRawServer, LOOPBACK_CERTIFICATE, portOf, reply } from '../../builders/raw-server.ts';

const TOKEN = 'very-secret-token';
const CONNECT_TIMEOUT_MS = 300;

let world: RealWorld;
beforeEach(() => {
  world = createRealWorld(CONNECT_TIMEOUT_MS);
});
afterEach(() => world.close());

function post(url: string, changes: Partial<HttpRequest> = {}): Promise<HttpResult> {
  return world.http({
    method: 'POST',
    url,
    headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
    body: '{"amount_in_cents":-1000}',
    timeoutMs: 5_000,
    ...changes,
  });
}

/** Posts, and waits until the connection is idle, so that the next request uses the same connection. */
async function postAndRest(url: string): Promise<HttpResult> {
  const result = await post(url);
  await turnsOfTheLoop(5);
  return result;
}

/** Gives the sockets turns of the event loop, instead of a fixed waiting time. */
async function turnsOfTheLoop(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await setImmediate();
}

async function aClosedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const port = portOf(server.address());
  server.close();
  await once(server, 'close');
  return port;
}

describe('a request that gets its reply', () => {
  it('returns the status, headers in lower case, and the body', async () => {
    await using server = await aRawServer({
      onData: (socket) => socket.write(reply('{"ö":1}', 'X-One: a\r\nx-one: b\r\n')),
    });
    const result = await post(server.url);
    expect(result).toEqual({
      kind: 'response',
      status: 200,
      headers: { 'content-length': '8', 'x-one': 'a, b' },
      body: '{"ö":1}',
    });
  });

  it('is sent unchanged, with its length', async () => {
    await using server = await aRawServer({ onData: (socket) => socket.write(reply('ok')) });
    await post(`${server.url}?q=a%20b`);
    expect(server.received[0]).toMatch(/^POST \/path\?q=a%20b HTTP\/1\.1\r\n/);
    expect(server.received[0]).toContain(`authorization: Bearer ${TOKEN}`);
    expect(server.received[0]).toContain('content-length: 25');
    expect(server.received[0]).toMatch(/\{"amount_in_cents":-1000\}$/);
  });

  it('has a length of 0 for a POST without a body', async () => {
    await using server = await aRawServer({ onData: (socket) => socket.write(reply('ok')) });
    await post(server.url, { body: null });
    expect(server.received[0]).toContain('content-length: 0');
  });

  it('lets a later request use its connection', async () => {
    await using server = await aRawServer({ onData: (socket) => socket.write(reply('ok')) });
    await postAndRest(server.url);
    await post(server.url);
    expect(server.received).toHaveLength(1);
  });

  it('does not follow a redirect', async () => {
    await using server = await aRawServer({
      onData: (socket) =>
        socket.write('HTTP/1.1 307 Go\r\nlocation: /other\r\ncontent-length: 0\r\n\r\n'),
    });
    expect(await post(server.url)).toMatchObject({ kind: 'response', status: 307 });
    expect(server.received).toHaveLength(1);
  });
});

describe('a request that cannot have left this machine', () => {
  it('is not sent to a closed port', async () => {
    const result = await post(`http://127.0.0.1:${await aClosedPort()}/`);
    expect(result).toEqual({ kind: 'notSent', why: 'refused' });
  });

  it('is not sent to a name with a closed port on each of its addresses', async () => {
    const result = await post(`http://localhost:${await aClosedPort()}/`);
    expect(result).toEqual({ kind: 'notSent', why: 'refused' });
  });

  it.each(['http://nowhere.invalid/', 'https://nowhere.invalid/', 'no address at all'])(
    'is not sent to a name that does not resolve: %s',
    async (url) => {
      expect(await post(url)).toEqual({ kind: 'notSent', why: 'nameNotFound' });
    },
  );

  it('is not sent with an invalid header', async () => {
    await using server = await aRawServer({});
    const result = await post(server.url, { headers: { authorization: `Bearer ${TOKEN}\n` } });
    expect(result).toEqual({ kind: 'notSent', why: 'noLink' });
    expect(server.received).toEqual([]);
  });

  it('is not sent once the program is ending', async () => {
    await using server = await aRawServer({});
    await world.close();
    expect(await post(server.url)).toEqual({ kind: 'notSent', why: 'noLink' });
    expect(server.received).toEqual([]);
  });
});

describe('a server with an untrusted certificate', () => {
  it('gets nothing, and above all no token', async () => {
    await using server = await aRawServer({}, 'https');
    expect(await post(server.url)).toEqual({ kind: 'notSent', why: 'insecure' });
    expect(server.received.join('')).toBe('');
  });

  it('gets nothing if it does not speak TLS', async () => {
    await using server = await aRawServer({ onData: (socket) => socket.write(reply('hello')) });
    expect(await post(server.url.replace('http:', 'https:'))).toEqual({
      kind: 'notSent',
      why: 'insecure',
    });
    expect(server.received.join('')).not.toContain(TOKEN);
  });

  it('gets nothing if it closes during the handshake', async () => {
    await using server = await aRawServer({ onData: (socket) => socket.resetAndDestroy() });
    expect(await post(server.url.replace('http:', 'https:'))).toEqual({
      kind: 'notSent',
      why: 'refused',
    });
  });

  it('gets nothing if it never answers the handshake', async () => {
    await using server = await aRawServer({});
    expect(await post(server.url.replace('http:', 'https:'))).toEqual({
      kind: 'notSent',
      why: 'connectTimeout',
    });
  });
});

describe('a server with a certificate for the name localhost', () => {
  const others = getCACertificates('default');
  beforeAll(() => setDefaultCACertificates([...others, LOOPBACK_CERTIFICATE]));
  afterAll(() => setDefaultCACertificates(others));
  const byName = (url: string): string => url.replace('127.0.0.1', 'localhost');

  it('gets nothing under another name', async () => {
    await using server = await aRawServer({}, 'https');
    expect(await post(server.url)).toEqual({ kind: 'notSent', why: 'insecure' });
    expect(server.received.join('')).toBe('');
  });

  it('gets the request', async () => {
    await using server = await aRawServer(
      { onData: (socket) => socket.write(reply('ok')) },
      'https',
    );
    expect(await post(byName(server.url))).toMatchObject({ kind: 'response', body: 'ok' });
  });

  it('causes the outcome `lost` if it resets after the handshake', async () => {
    await using server = await aRawServer({ onData: (socket) => socket.destroy() }, 'https');
    expect(await post(byName(server.url))).toEqual({ kind: 'lost', why: 'reset' });
  });
});

describe('a request that may have arrived', () => {
  it('has the outcome `lost` if the server resets after reading it', async () => {
    await using server = await aRawServer({ onData: (socket) => socket.resetAndDestroy() });
    expect(await post(server.url)).toEqual({ kind: 'lost', why: 'reset' });
    expect(server.received).toHaveLength(1);
  });

  it('has the outcome `lost` if the server closes normally without a reply', async () => {
    await using server = await aRawServer({ onData: (socket) => socket.end() });
    expect(await post(server.url)).toEqual({ kind: 'lost', why: 'reset' });
    expect(server.received).toHaveLength(1);
  });

  it('has the outcome `lost` if the server hangs', async () => {
    await using server = await aRawServer({});
    expect(await post(server.url, { timeoutMs: 100 })).toEqual({ kind: 'lost', why: 'timeout' });
  });

  it.each([
    ['in the status line', 'HTTP/1.1 20'],
    ['in the headers', 'HTTP/1.1 200 OK\r\ncontent-le'],
    ['in the body', 'HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"data"'],
    ['in a chunk', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n64\r\n{"data"'],
  ])('is lost when the reply is cut off %s', async (_where, start) => {
    await using server = await aRawServer({ onData: (socket) => socket.end(start) });
    expect(await post(server.url)).toEqual({ kind: 'lost', why: 'reset' });
    expect(server.received).toHaveLength(1);
  });

  it('has the outcome `lost` if the reply stops halfway', async () => {
    await using server = await aRawServer({
      onData: (socket) => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"data"'),
    });
    expect(await post(server.url, { timeoutMs: 100 })).toEqual({ kind: 'lost', why: 'timeout' });
  });

  it('has the outcome `lost` if the reply is not HTTP', async () => {
    await using server = await aRawServer({ onData: (socket) => socket.end('SSH-2.0-Server\r\n') });
    expect(await post(server.url)).toEqual({ kind: 'lost', why: 'reset' });
  });

  it.each([
    ['by its length', `content-length: ${2 ** 21}\r\n\r\n`],
    ['in chunks', 'transfer-encoding: chunked\r\n\r\n200000\r\n'],
  ])('is lost when the reply is over a mebibyte, %s', async (_how, framing) => {
    await using server = await aRawServer({
      onData: (socket) => socket.write(`HTTP/1.1 200 OK\r\n${framing}${'x'.repeat(2 ** 21)}`),
    });
    expect(await post(server.url)).toEqual({ kind: 'lost', why: 'tooLarge' });
  });

  it('has the outcome `lost` if the headers never end', async () => {
    await using server = await aRawServer({
      onData: (socket) => socket.write(`HTTP/1.1 200 OK\r\nx: ${'x'.repeat(2 ** 20)}`),
    });
    expect(await post(server.url)).toEqual({ kind: 'lost', why: 'tooLarge' });
  });

  it('has the outcome `lost` if the program ends', async () => {
    const arrived = Promise.withResolvers<undefined>();
    await using server = await aRawServer({ onData: () => arrived.resolve(undefined) });
    const result = post(server.url);
    await arrived.promise;
    await world.close();
    expect(await result).toEqual({ kind: 'lost', why: 'reset' });
  });
});

describe('a kept connection that the server has closed meanwhile', () => {
  it('gives the next request the outcome `lost`, and does not send that request again', async () => {
    await using server = await aRawServer({
      onData: (socket, requests) =>
        requests === 1 ? socket.write(reply('ok')) : socket.resetAndDestroy(),
    });
    await postAndRest(server.url);
    expect(await post(server.url)).toEqual({ kind: 'lost', why: 'reset' });
    expect(server.received).toHaveLength(1);
  });

  it('gives a request the outcome `lost` even if the server never read it', async () => {
    const written = Promise.withResolvers<undefined>();
    await using server = await aRawServer({
      onData: (socket) => {
        socket.pause();
        socket.write(reply('ok'));
        written.promise.then(
          () => socket.resetAndDestroy(),
          () => undefined,
        );
      },
    });
    await postAndRest(server.url);
    const second = post(server.url);
    await turnsOfTheLoop(5);
    written.resolve(undefined);
    expect(await second).toEqual({ kind: 'lost', why: 'reset' });
    expect(server.received).toHaveLength(1);
  });

  it('never causes a request to arrive twice, even if closing and sending overlap', async () => {
    await using server = await aRawServer({
      onData: (socket, requests) =>
        requests % 2 === 1 ? socket.end(reply('ok')) : socket.write(reply('ok')),
    });
    const results: HttpResult[] = [];
    for (let round = 0; round < 60; round += 1) {
      results.push(await post(server.url));
      await turnsOfTheLoop(round % 6);
    }
    const arrived = server.received.join('').split('POST ').length - 1;
    expect(arrived).toBeLessThanOrEqual(results.length);
    expect(results.filter(({ kind }) => kind === 'notSent')).toEqual([]);
  });

  it('never gives a request the outcome `notSent` if the server read it and reset at once', async () => {
    await using server = await aRawServer({ onConnect: (socket) => socket.resetAndDestroy() });
    for (let round = 0; round < 50; round += 1) {
      const before = server.received.join('').length;
      const result = await post(server.url);
      expect(result.kind).not.toBe('response');
      const wasSeen = server.received.join('').length > before;
      expect(result.kind === 'notSent' && wasSeen).toBe(false);
    }
  });
});

/** A listener with a full connection queue, in its own thread so that it can block. */
const BLACKHOLE = `
  const { createServer } = require('node:net');
  const { parentPort, workerData } = require('node:worker_threads');
  const server = createServer((socket) => {
    const { remotePort } = socket;
    const tell = (bytes) => parentPort.postMessage({ remotePort, bytes });
    socket.on('data', (chunk) => tell(chunk.length));
    socket.on('error', () => {});
    socket.on('close', () => tell(0));
  });
  server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
    parentPort.postMessage({ port: server.address().port });
    setImmediate(() => Atomics.wait(new Int32Array(workerData), 0, 0));
  });
`;

describe.skipIf(process.platform !== 'linux')(
  'a server that accepts no connection (Linux only: needs its connection queue)',
  () => {
    it('causes a timeout of the connection, and the request is not sent', async () => {
      await using hole = await aBlackhole();
      const result = await post(`http://127.0.0.1:${hole.port}/`);
      expect(result).toEqual({ kind: 'notSent', why: 'connectTimeout' });
    });

    it('gets nothing if it accepts the connection after the deadline', async () => {
      await world.close();
      world = createRealWorld(30_000);
      await using hole = await aBlackhole();
      const result = await post(`http://127.0.0.1:${hole.port}/`, { timeoutMs: 100 });
      expect(result).toEqual({ kind: 'notSent', why: 'connectTimeout' });
      expect(await hole.wakeAndCountBytes()).toBe(0);
    });
  },
);

interface Blackhole extends AsyncDisposable {
  port: number;
  /** Lets the server accept all connections, and waits until the connection of the request sends something or ends. */
  wakeAndCountBytes(): Promise<number>;
}

async function aBlackhole(): Promise<Blackhole> {
  const gate = new SharedArrayBuffer(4);
  const worker = new Worker(BLACKHOLE, { eval: true, workerData: gate });
  const listening = Promise.withResolvers<number>();
  worker.once('message', (message: { port: number }) => listening.resolve(message.port));
  const port = await listening.promise;
  const fillers = [connect(port, '127.0.0.1'), connect(port, '127.0.0.1')];
  for (const filler of fillers) {
    filler.on('error', () => filler.destroy());
    await once(filler, 'connect');
  }
  const fillerPorts = new Set(fillers.map((filler) => filler.localPort));
  return {
    port,
    async wakeAndCountBytes(): Promise<number> {
      for (const filler of fillers) filler.destroy();
      const closed = Promise.withResolvers<number>();
      worker.on('message', (message: { remotePort: number; bytes: number }) => {
        if (!fillerPorts.has(message.remotePort)) closed.resolve(message.bytes);
      });
      Atomics.store(new Int32Array(gate), 0, 1);
      Atomics.notify(new Int32Array(gate), 0);
      return closed.promise;
    },
    async [Symbol.asyncDispose]() {
      for (const filler of fillers) filler.destroy();
      await worker.terminate();
    },
  };
}
