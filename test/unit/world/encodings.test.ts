/** Replies in every encoding, over real HTTP. What cannot be read is named as that. */
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createLeatRead } from '../../../src/main/leat/read.ts';
import { createServerClock } from '../../../src/main/leat/server-clock.ts';
import { createRealWorld } from '../../../src/main/world/real-world.ts';
import type { HttpResult } from '../../../src/main/world/world.ts';
import { contactUuid } from '../../../src/shared/ids.ts';
import { aLeatConfig } from '../../builders/leat.ts';
import { portOf } from '../../builders/raw-server.ts';

const TEXT = '{"data":{"name":"Café ☕"}}';
const BYTES = Buffer.from(TEXT);

type Headers = Readonly<Record<string, string>>;

/** A server that answers every request with these bytes. */
async function serve(
  body: Buffer,
  headers: Headers,
): Promise<{ url: string; asked: IncomingHttpHeaders[] }> {
  const asked: IncomingHttpHeaders[] = [];
  const server = createServer((request, response) => {
    asked.push(request.headers);
    response.writeHead(200, headers).end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${portOf(server.address())}`, asked };
}

async function replyTo(body: Buffer, headers: Headers): Promise<HttpResult> {
  const { url } = await serve(body, headers);
  const world = createRealWorld();
  onTestFinished(() => world.close());
  return world.http({ method: 'GET', url, headers: {}, body: null, timeoutMs: 5_000 });
}

const encoded = (name: string): Headers => ({ 'content-encoding': name });

describe('a compressed reply', () => {
  it.each([
    ['gzip', gzipSync(BYTES)],
    ['x-gzip', gzipSync(BYTES)],
    ['GZIP', gzipSync(BYTES)],
    ['br', brotliCompressSync(BYTES)],
    ['deflate', deflateSync(BYTES)],
    ['deflate', deflateRawSync(BYTES)],
    ['identity', BYTES],
    ['gzip, br', brotliCompressSync(gzipSync(BYTES))],
  ])('is read in the encoding %s', async (name, body) => {
    expect(await replyTo(body, encoded(name))).toMatchObject({ kind: 'response', body: TEXT });
  });

  it('is read even if a proxy compresses without saying so', async () => {
    expect(await replyTo(gzipSync(BYTES), {})).toMatchObject({ kind: 'response', body: TEXT });
  });

  it.each([
    ['gzip', gzipSync(BYTES).subarray(0, 20)],
    ['br', brotliCompressSync(BYTES).subarray(0, 9)],
    ['deflate', deflateSync(BYTES).subarray(0, 12)],
  ])('is undecodable if it is cut (%s)', async (name, body) => {
    expect(await replyTo(body, encoded(name))).toEqual({ kind: 'lost', why: 'undecodable' });
  });

  it.each([
    ['gzip', BYTES],
    ['compress', BYTES],
    ['gzip, gzip, gzip, gzip', BYTES],
  ])('is undecodable if its encoding is wrong or unknown (%s)', async (name, body) => {
    expect(await replyTo(body, encoded(name))).toEqual({ kind: 'lost', why: 'undecodable' });
  });

  it.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
    ['deflate', deflateSync],
  ])('is too large if it decodes to more than the limit (%s)', async (name, compress) => {
    const bomb = compress(Buffer.alloc(30 * 1024 * 1024));
    expect(bomb.length).toBeLessThan(100_000);
    expect(await replyTo(bomb, encoded(name))).toEqual({ kind: 'lost', why: 'tooLarge' });
  });
});

describe('the character set of a reply', () => {
  it.each([
    ['application/json', BYTES],
    ['application/json; charset=UTF-8', BYTES],
    ['application/json;charset="utf-8"', Buffer.from(`\uFEFF${TEXT}`)],
    ['application/json; charset=utf-16le', Buffer.from(TEXT, 'utf16le')],
    [
      'application/json; charset=iso-8859-1',
      Buffer.from(TEXT.replace('☕', 'ü'), 'latin1'),
      TEXT.replace('☕', 'ü'),
    ],
  ])('is %s', async (type, body, text = TEXT) => {
    expect(await replyTo(body, { 'content-type': type })).toMatchObject({ body: text });
  });

  it('makes the reply undecodable if it is unknown', async () => {
    const headers = { 'content-type': 'application/json; charset=klingon' };
    expect(await replyTo(BYTES, headers)).toEqual({ kind: 'lost', why: 'undecodable' });
  });
});

describe('the client', () => {
  it('asks for a reply without compression, and reads a compressed one all the same', async () => {
    const contact = { data: { uuid: 'c-1', prepaid_balance: { balance_in_cents: 5000 } } };
    const body = gzipSync(JSON.stringify(contact));
    const { url, asked } = await serve(body, encoded('gzip'));
    const world = createRealWorld();
    onTestFinished(() => world.close());
    const read = createLeatRead(aLeatConfig({ baseUrl: url }), world, createServerClock(world));
    expect(await read.getBalance(contactUuid('c-1'))).toMatchObject({ kind: 'ok', value: 5000 });
    expect(asked[0]?.['accept-encoding']).toBe('identity');
  });

  it('never takes a reply that it cannot read for the page of a network that asks to sign in', async () => {
    const { url } = await serve(BYTES, encoded('compress'));
    const world = createRealWorld();
    onTestFinished(() => world.close());
    const read = createLeatRead(aLeatConfig({ baseUrl: url }), world, createServerClock(world));
    expect(await read.health()).toMatchObject({ kind: 'unknown', why: 'undecodable' });
  });
});
