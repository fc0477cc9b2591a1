import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { FaultInput } from '../../../src/sandbox/faults/fault.ts';
import { startSandbox, type RunningSandbox } from '../../../src/sandbox/start.ts';
import { aSpendRequest } from '../../builders/sandbox.ts';
import { DEMO_CONTACT, SANDBOX_TOKEN } from '../../builders/names.ts';

/** Timers that the test runs by hand. */
function manualTimers(): {
  after: (delayMs: number, run: () => void) => () => void;
  waiting: () => number[];
  runAll: () => void;
} {
  let timers: { delayMs: number; run: () => void }[] = [];
  return {
    after: (delayMs, run) => {
      const timer = { delayMs, run };
      timers.push(timer);
      return () => {
        timers = timers.filter((each) => each !== timer);
      };
    },
    waiting: () => timers.map(({ delayMs }) => delayMs),
    runAll: () => {
      const due = timers;
      timers = [];
      for (const { run } of due) run();
    },
  };
}

let running: RunningSandbox | null = null;
let timers = manualTimers();

async function start(fault?: FaultInput): Promise<RunningSandbox> {
  timers = manualTimers();
  running = await startSandbox({ token: SANDBOX_TOKEN, after: timers.after });
  if (fault !== undefined) running.sandbox.faults.add({ fault });
  return running;
}

afterEach(async () => {
  await running?.stop();
  running = null;
});

function create({ url }: RunningSandbox, init: RequestInit = {}): Promise<Response> {
  return fetch(`${url}/api/v3/oauth/clients/prepaid-transactions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${SANDBOX_TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify(aSpendRequest()),
    redirect: 'manual',
    ...init,
  });
}

function wholeBody(text: string): RequestInit {
  return { body: text };
}

/** Sends a request without a Content-Length. */
function chunkedBody(text: string): RequestInit {
  const init = { body: new Blob([text]).stream(), duplex: 'half' };
  return init;
}

function spends({ sandbox }: RunningSandbox): number {
  return sandbox.data
    .ledger(DEMO_CONTACT)
    .filter(({ amount_in_cents }) => amount_in_cents === -1000).length;
}

/** Waits until the request has arrived, when its fault is logged. */
async function arrival({ sandbox }: RunningSandbox): Promise<void> {
  while (!sandbox.requests.entries().some(({ outcome }) => outcome.kind === 'arrived')) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe('over a socket', () => {
  it('a create answers the envelope with a date', async () => {
    const sandbox = await start();
    const reply = await create(sandbox);
    expect(reply.status).toBe(200);
    expect(reply.headers.get('content-type')).toBe('application/json');
    expect(Date.parse(reply.headers.get('date') ?? '')).not.toBeNaN();
    expect(await reply.json()).toMatchObject({ data: { amount_in_cents: -1000 } });
    expect(spends(sandbox)).toBe(1);
  });

  it.each(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])(
    '%s without a body is answered as JSON, without an internal error',
    async (method) => {
      const reports: Error[] = [];
      running = await startSandbox({
        token: SANDBOX_TOKEN,
        report: (error) => reports.push(error),
      });
      const reply = await create(running, { method, body: null });
      expect(await reply.json()).toBeTypeOf('object');
      expect(reply.status).toBeLessThan(500);
      expect(reports).toStrictEqual([]);
    },
  );

  it.each([
    ['of known length', wholeBody],
    ['in chunks', chunkedBody],
  ])('a body %s is read', async (_how, init) => {
    const sandbox = await start();
    const reply = await create(
      sandbox,
      init(JSON.stringify(aSpendRequest({ amount_in_cents: '-1000' }))),
    );
    expect(reply.status).toBe(200);
    expect(spends(sandbox)).toBe(1);
  });

  it.each([
    ['of known length', wholeBody],
    ['in chunks', chunkedBody],
  ])('a body %s over the limit gets the envelope, and moves nothing', async (_how, init) => {
    const sandbox = await start();
    const reply = await create(sandbox, init(JSON.stringify({ x: 'x'.repeat(2_000_000) })));
    expect(reply.status).toBe(413);
    expect(await reply.json()).toStrictEqual({
      message: 'Invalid input.',
      code: 1003,
      status_code: 413,
    });
    expect(spends(sandbox)).toBe(0);
  });

  it('a request with another host name or from a page of another site is refused', async () => {
    const { url } = await start();
    const strange = await fetch(`${url}/__sandbox/tokens`, {
      headers: { origin: 'https://example.com' },
    });
    expect(strange.status).toBe(403);
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.end(
      'GET /__sandbox/tokens HTTP/1.1\r\nHost: rebound.example\r\nConnection: close\r\n\r\n',
    );
    let answer = '';
    socket.on('data', (chunk) => (answer += chunk.toString()));
    await once(socket, 'close');
    expect(answer).toMatch(/^HTTP\/1\.1 403 /);
  });
});

describe('a fault over a socket', () => {
  it.each<[FaultInput, number]>([
    [{ kind: 'dropBefore' }, 0],
    [{ kind: 'dropAfter' }, 1],
  ])('%j closes the connection, with %i transactions made', async (fault, made) => {
    const sandbox = await start(fault);
    await expect(create(sandbox)).rejects.toThrow('fetch failed');
    expect(spends(sandbox)).toBe(made);
    expect((await create(sandbox)).status).toBe(200);
  });

  it('cutBody closes the connection within the body', async () => {
    const sandbox = await start({ kind: 'cutBody', keepBytes: 12 });
    const reply = await create(sandbox);
    expect(reply.status).toBe(200);
    expect(Number(reply.headers.get('content-length'))).toBeGreaterThan(100);
    await expect(reply.text()).rejects.toThrow('terminated');
    expect(spends(sandbox)).toBe(1);
  });

  it.each<[FaultInput, number]>([
    [{ kind: 'hang' }, 0],
    [{ kind: 'hang', commits: true }, 1],
  ])('%j never answers, with %i transactions made', async (fault, made) => {
    const sandbox = await start(fault);
    const abort = new AbortController();
    const reply = create(sandbox, { signal: abort.signal });
    await arrival(sandbox);
    expect(spends(sandbox)).toBe(made);
    abort.abort();
    await expect(reply).rejects.toThrow('aborted');
  });

  it('commitLate drops the connection now and moves the money later', async () => {
    const sandbox = await start({ kind: 'commitLate', delayMs: 9000 });
    await expect(create(sandbox)).rejects.toThrow('fetch failed');
    expect([spends(sandbox), timers.waiting()]).toStrictEqual([0, [9000]]);
    timers.runAll();
    expect(spends(sandbox)).toBe(1);
  });

  it.each<[FaultInput, number]>([
    [{ kind: 'delayReply', delayMs: 500 }, 1],
    [{ kind: 'delayRequest', delayMs: 500 }, 0],
  ])('%j answers late, with %i transactions made before', async (fault, made) => {
    const sandbox = await start(fault);
    const reply = create(sandbox);
    await arrival(sandbox);
    expect(spends(sandbox)).toBe(made);
    timers.runAll();
    expect((await reply).status).toBe(200);
    expect(spends(sandbox)).toBe(1);
  });

  it('deliverTwice moves the money twice and answers once', async () => {
    const sandbox = await start({ kind: 'deliverTwice' });
    expect(await (await create(sandbox)).json()).toMatchObject({
      data: { prepaid_balance: { balance_in_cents: 4000 } },
    });
    expect(spends(sandbox)).toBe(2);
  });

  it.each<[FaultInput, FaultyReply]>([
    [
      { kind: 'html500', commits: true },
      { status: 500, body: /^<!DOCTYPE html>/, made: 1 },
    ],
    [
      { kind: 'unavailable503', retryAfterSeconds: 30 },
      { status: 503, body: /^<!DOCTYPE html>/, made: 0, headers: { 'retry-after': '30' } },
    ],
    [
      { kind: 'tooMany429' },
      { status: 429, body: /Too Many Attempts/, made: 0, headers: { 'retry-after': '2' } },
    ],
    [{ kind: 'captivePortal' }, { status: 200, body: /guest network/, made: 0 }],
    [
      { kind: 'redirect' },
      { status: 302, body: /^$/, made: 0, headers: { location: 'http://portal.invalid/login' } },
    ],
    [{ kind: 'malformedJson' }, { status: 200, body: /^\{"data".*[^}]$/, made: 1 }],
    [{ kind: 'missingData' }, { status: 200, body: /^\{"meta":\[\]\}$/, made: 1 }],
    [{ kind: 'emptyBody' }, { status: 200, body: /^$/, made: 1 }],
  ])('%j answers %j', async (fault, expected) => {
    const sandbox = await start(fault);
    const reply = await create(sandbox);
    expect(reply.status).toBe(expected.status);
    expect(Object.fromEntries(reply.headers)).toMatchObject(expected.headers ?? {});
    expect(await reply.text()).toMatch(expected.body);
    expect(spends(sandbox)).toBe(expected.made);
  });
});

interface FaultyReply {
  status: number;
  body: RegExp;
  /** The number of transactions afterwards. */
  made: number;
  headers?: Record<string, string>;
}
