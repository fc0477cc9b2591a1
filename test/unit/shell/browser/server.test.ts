import { EventEmitter, once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { Kiosk } from '../../../../src/main/kiosk.ts';
import { connectBridge, type OpenSocket } from '../../../../src/main/shell/browser/bridge.ts';
import { WEDGE_DEFAULTS, type WedgeSettings } from '../../../../src/wedge/config.ts';
import { startBrowserShell, type BrowserShell } from '../../../../src/main/shell/browser/server.ts';
import type { Intent, View } from '../../../../src/shared/contract.ts';
import { LANGUAGES, definitionOf } from '../../../../src/shared/languages/index.ts';
import { elsewherePage } from '../../../../src/main/shell/browser/elsewhere-page.ts';
import { typesettingFaults } from '../../typesetting.ts';
import { aView } from '../../../builders/view.ts';
import { aKey } from '../../../builders/key.ts';
import { aLog } from '../../../builders/log.ts';

/** Functions that stop the servers and kiosks of a test. They are called after the test. */
const endings: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

/** A kiosk that records what it receives, and shows what the test sets. */
function aKiosk() {
  const intents: Intent[] = [];
  const scans: string[] = [];
  const listeners = new Set<(view: View) => void>();
  const wedgeListeners = new Set<(wedge: WedgeSettings) => void>();
  const received = new EventEmitter();
  let present = aView();
  const kiosk: Kiosk = {
    decisions: null,
    onView: (listener) => {
      listeners.add(listener);
      listener(present);
      return () => listeners.delete(listener);
    },
    dispatch: (intent) => {
      intents.push(intent);
      received.emit('intent');
    },
    scan: () => expect.fail('a page has no reader'),
    type: ({ text, keys }) => scans.push(`${text ?? 'refused'} by ${keys.length} keys`),
    onWedge: (listener) => {
      wedgeListeners.add(listener);
      listener(WEDGE_DEFAULTS);
      return () => wedgeListeners.delete(listener);
    },
    scanFailed: () => 'refused',
    setReaders: () => undefined,
    attachReaders: () => undefined,
    showReport: () => undefined,
    stop: () => Promise.resolve(),
  };
  const show = (view: View): void => {
    present = view;
    for (const listener of listeners) listener(view);
  };
  return { kiosk, intents, scans, show, listeners, wedgeListeners, received };
}

async function aShell() {
  const folder = mkdtempSync(join(tmpdir(), 'kiosk-page-'));
  writeFileSync(join(folder, 'index.html'), '<html><head></head><body>page</body></html>');
  writeFileSync(join(folder, 'kiosk-client.js'), 'client');
  const { log, messages } = aLog();
  const parts = aKiosk();
  const shell = await startBrowserShell({
    kiosk: parts.kiosk,
    pageDir: folder,
    clientDir: folder,
    shopFile: (address) =>
      address === 'shop/00000000000000aa.svg'
        ? { body: Buffer.from('<svg/>'), contentType: 'image/svg+xml' }
        : null,
    language: () => 'nl',
    port: 0,
    log,
  });
  endings.push(() => shell.stop());
  return { ...parts, shell, messages };
}

interface Reply {
  status: number | undefined;
  headers: IncomingMessage['headers'];
  body: string;
}

/** Does not use `fetch`, because `fetch` does not allow a false host. */
async function get(
  shell: BrowserShell,
  path: string,
  headers: Record<string, string> = {},
): Promise<Reply> {
  const sent = request({ host: '127.0.0.1', port: shell.port, path, headers, agent: false });
  sent.end();
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    sent.once('response', resolve);
    sent.once('error', reject);
  });
  return { status: response.statusCode, headers: response.headers, body: await text(response) };
}

function linkPath(shell: BrowserShell): string {
  return new URL(shell.url).pathname;
}

interface Keys {
  cookie: string;
  pageKey: string;
}

/** Visits the link and returns the credentials. */
async function keysOf(shell: BrowserShell): Promise<Keys> {
  const { headers } = await get(shell, linkPath(shell));
  return {
    cookie: headers['set-cookie']?.[0]?.split(';')[0] ?? '',
    pageKey: headers.location?.split('#')[1] ?? '',
  };
}

async function cookieOf(shell: BrowserShell): Promise<string> {
  return (await keysOf(shell)).cookie;
}

function originOf(shell: BrowserShell): string {
  return `http://127.0.0.1:${shell.port}`;
}

/** A connected page. `first`: the message that it gets at once. `closed`: the close code of its connection. */
async function aPage(shell: BrowserShell, { cookie, pageKey }: Keys) {
  const socket = new WebSocket(`ws://127.0.0.1:${shell.port}/kiosk`, pageKey, {
    headers: { cookie },
    origin: originOf(shell),
  });
  endings.push(() => socket.terminate());
  const closed = new Promise<number>((resolve) => socket.once('close', resolve));
  const messages: unknown[] = [];
  const first = new Promise<unknown[]>((resolve) =>
    socket.on('message', (data: Buffer) => {
      if (messages.push(JSON.parse(data.toString())) === 2) resolve(messages.slice());
    }),
  );
  await once(socket, 'open');
  return { socket, closed, first: await first };
}

/** The HTTP status of a refused WebSocket. */
function refusal(
  shell: BrowserShell,
  { pageKey, origin, ...headers }: Record<string, string>,
): Promise<number> {
  const protocols = pageKey === undefined ? [] : [pageKey];
  const socket = new WebSocket(`ws://127.0.0.1:${shell.port}/kiosk`, protocols, {
    headers,
    ...(origin === undefined ? {} : { origin }),
  });
  return new Promise((resolve, reject) => {
    socket.once('unexpected-response', (sent, response) => {
      sent.destroy();
      resolve(response.statusCode ?? 0);
    });
    socket.once('open', () => reject(new Error('the connection was accepted')));
    socket.once('error', reject);
  });
}

/** Resolves when the kiosk has read all that this page has sent so far. */
async function afterAllSent(socket: WebSocket): Promise<void> {
  socket.ping();
  await once(socket, 'pong');
}

describe('the one-time link', () => {
  it('gives a cookie that no script and no other site can use', async () => {
    const { shell } = await aShell();
    const { status, headers } = await get(shell, linkPath(shell));
    expect(status).toBe(303);
    expect(headers.location).toMatch(/^\/#[\w-]{43}$/);
    expect(headers['set-cookie']?.[0]).toMatch(
      new RegExp(`^kiosk-${shell.port}=[\\w-]{43}; Path=/; HttpOnly; SameSite=Strict$`),
    );
  });

  it('is refused the second time', async () => {
    const { shell } = await aShell();
    await get(shell, linkPath(shell));
    const { status, headers } = await get(shell, linkPath(shell));
    expect(status).toBe(403);
    expect(headers['set-cookie']).toBeUndefined();
  });

  it('leads the browser that used it back to the kiosk', async () => {
    const { shell } = await aShell();
    const cookie = await cookieOf(shell);
    expect((await get(shell, linkPath(shell), { cookie })).status).toBe(303);
  });

  it('is not used up by a prefetch', async () => {
    const { shell } = await aShell();
    const ahead = await get(shell, linkPath(shell), { 'sec-purpose': 'prefetch' });
    expect(ahead.headers['set-cookie']).toBeUndefined();
    expect((await get(shell, linkPath(shell))).status).toBe(303);
  });

  it('is refused when guessed', async () => {
    const { shell } = await aShell();
    expect((await get(shell, '/start/guess')).status).toBe(403);
  });
});

describe('the page', () => {
  it('is served to the browser with the cookie, with the client script first', async () => {
    const { shell } = await aShell();
    const cookie = await cookieOf(shell);
    const page = await get(shell, '/', { cookie });
    expect(page.status).toBe(200);
    expect(page.body).toContain('<head>\n<script src="/kiosk-client.js"></script></head>');
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    expect(page.headers['x-content-type-options']).toBe('nosniff');
    expect((await get(shell, '/kiosk-client.js', { cookie })).body).toBe('client');
  });

  it('comes with the pictures of the shop, with the same access control and policy', async () => {
    const { shell } = await aShell();
    const path = '/shop/00000000000000aa.svg';
    const picture = await get(shell, path, { cookie: await cookieOf(shell) });
    expect(picture).toMatchObject({ status: 200, body: '<svg/>' });
    expect(picture.headers['content-type']).toBe('image/svg+xml');
    expect(picture.headers['content-security-policy']).toContain("default-src 'none'");
    expect((await get(shell, path, { cookie: '' })).status).toBe(403);
  });

  it.each(['', 'kiosk-1=x', 'other=1'])('is refused with the cookie "%s"', async (cookie) => {
    const { shell } = await aShell();
    expect((await get(shell, '/', { cookie })).status).toBe(403);
    expect((await get(shell, '/kiosk-client.js', { cookie })).status).toBe(403);
  });

  it.each(['localhost', 'kiosk.example.com', '127.0.0.1:1', 'evil.example:80'])(
    'is refused under the name %s, with or without the cookie',
    async (host) => {
      const { shell } = await aShell();
      const cookie = await cookieOf(shell);
      expect((await get(shell, '/', { cookie, host })).status).toBe(403);
    },
  );

  it('is refused to a page of another origin, and so is the link', async () => {
    const { shell } = await aShell();
    const origin = 'http://127.0.0.1:1';
    expect((await get(shell, linkPath(shell), { origin })).status).toBe(403);
    const cookie = await cookieOf(shell);
    expect((await get(shell, '/', { cookie, origin })).status).toBe(403);
  });

  it.each(['/../package.json', '/%2e%2e%2fpackage.json', '/..%5cpackage.json', '/%00', '/%'])(
    'serves nothing from outside its folder (%s)',
    async (path) => {
      const { shell } = await aShell();
      expect((await get(shell, path, { cookie: await cookieOf(shell) })).status).toBe(404);
    },
  );
});

describe('the server', () => {
  const addresses = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal, family }) => !internal && family === 'IPv4');

  it('cannot be reached from another machine', async ({ skip }) => {
    const [address] = addresses;
    if (address === undefined) return skip('this machine has no address but loopback');
    const { shell } = await aShell();
    const socket = connect(shell.port, address.address);
    const error: unknown = await once(socket, 'connect').catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'ECONNREFUSED' });
  });
});

describe('the connection of the page', () => {
  it('sends the scanner settings and the present view at once, and every later one', async () => {
    const { shell, show, wedgeListeners } = await aShell();
    const page = await aPage(shell, await keysOf(shell));
    expect(page.first).toEqual([
      { type: 'wedge', wedge: WEDGE_DEFAULTS },
      { type: 'view', view: aView() },
    ]);
    const changed = once(page.socket, 'message');
    const wedge: WedgeSettings = { layout: 'us', prefix: '~', suffix: 'enter' };
    for (const listener of wedgeListeners) listener(wedge);
    expect(JSON.parse(String((await changed)[0]))).toEqual({ type: 'wedge', wedge });
    const next = once(page.socket, 'message');
    show(aView({ revision: 1 }));
    expect(JSON.parse(String((await next)[0]))).toEqual({
      type: 'view',
      view: aView({ revision: 1 }),
    });
  });

  it('delivers intents and scans to the kiosk', async () => {
    const { shell, intents, scans } = await aShell();
    const { socket } = await aPage(shell, await keysOf(shell));
    socket.send(JSON.stringify({ type: 'intent', intent: { kind: 'stop', screenId: 3 } }));
    socket.send(JSON.stringify({ type: 'typed', text: 'CARD1', keys: [aKey({ key: 'C' })] }));
    socket.send(JSON.stringify({ type: 'typed', text: null, keys: [] }));
    await afterAllSent(socket);
    expect(intents).toEqual([{ kind: 'stop', screenId: 3 }]);
    expect(scans).toEqual(['CARD1 by 1 keys', 'refused by 0 keys']);
  });

  it('refuses and counts invalid messages, and does not log them', async () => {
    const { shell, intents, scans, messages } = await aShell();
    const { socket } = await aPage(shell, await keysOf(shell));
    const wrong = [
      'secret-card-value',
      '{"type":"intent"}',
      '{"type":"intent","intent":{"kind":"pay","screenId":1}}',
      '{"type":"intent","intent":{"kind":"stop","screenId":1,"more":1}}',
      '{"type":"typed","text":"","keys":[]}',
      '{"type":"typed","text":"x","keys":[],"secret-card-value":1}',
    ];
    for (const message of wrong) socket.send(message);
    socket.send(Buffer.from('{"type":"typed","text":"binary","keys":[]}'));
    await afterAllSent(socket);
    expect([intents, scans]).toEqual([[], []]);
    expect(messages()).toHaveLength(7);
    expect(messages().at(-1)).toBe('refused a message from the page (7 refused so far)');
    expect(messages().join()).not.toContain('secret');
  });

  it('is closed after a message that is too long', async () => {
    const { shell, scans } = await aShell();
    const page = await aPage(shell, await keysOf(shell));
    page.socket.send(JSON.stringify({ type: 'typed', text: 'x'.repeat(50_000) }));
    expect(await page.closed).toBe(1009);
    expect(scans).toEqual([]);
  });

  it('belongs to the newest page: the connection of the older page is closed and ignored', async () => {
    const { shell, intents, listeners, wedgeListeners } = await aShell();
    const keys = await keysOf(shell);
    const older = await aPage(shell, keys);
    const newer = await aPage(shell, keys);
    older.socket.send(JSON.stringify({ type: 'intent', intent: { kind: 'touch' } }));
    expect(await older.closed).toBe(4001);
    newer.socket.send(JSON.stringify({ type: 'intent', intent: { kind: 'stay' } }));
    await afterAllSent(newer.socket);
    expect(intents).toEqual([{ kind: 'stay' }]);
    expect([listeners.size, wedgeListeners.size]).toEqual([1, 1]);
  });

  it('goes to another page and back: the page that was taken over can take over', async () => {
    const { shell, intents } = await aShell();
    const keys = await keysOf(shell);
    const first = await aPage(shell, keys);
    const second = await aPage(shell, keys);
    expect(await first.closed).toBe(4001);
    const again = await aPage(shell, keys);
    expect(await second.closed).toBe(4001);
    again.socket.send(JSON.stringify({ type: 'intent', intent: { kind: 'stay' } }));
    await afterAllSent(again.socket);
    expect(intents).toEqual([{ kind: 'stay' }]);
  });

  it('is refused without both credentials, and for any other origin or host name', async () => {
    const { shell } = await aShell();
    const keys = await keysOf(shell);
    const { cookie, pageKey } = keys;
    const origin = originOf(shell);
    expect(await refusal(shell, { origin })).toBe(403);
    expect(await refusal(shell, { origin, pageKey })).toBe(403);
    expect(await refusal(shell, { cookie, pageKey })).toBe(403);
    expect(await refusal(shell, { ...keys, origin: 'http://evil.example' })).toBe(403);
    expect(await refusal(shell, { ...keys, origin, host: 'evil.example' })).toBe(403);
    // Another server of this machine gets the cookie too, and can send any origin.
    expect(await refusal(shell, { origin, cookie })).toBe(403);
    expect(await refusal(shell, { origin, cookie, pageKey: 'none' })).toBe(403);
  });
});

describe('the page of a window that was taken over', () => {
  it('says so in the language of the shop, with a way back, and runs no script', async () => {
    const { shell } = await aShell();
    const { body, headers } = await get(shell, '/elsewhere', { cookie: await cookieOf(shell) });
    expect(headers['content-type']).toContain('text/html');
    expect(body).toContain('<html lang="nl" dir="ltr">');
    expect(body).toContain('Deze zuil is open in een ander venster');
    expect(body).toContain('<form action="/"><button>Hier tonen</button></form>');
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'self'; /);
    expect(headers['x-frame-options']).toBe('DENY');
    expect(body).not.toContain('<script');
  });

  it('has its own style, and both are refused to another browser', async () => {
    const { shell } = await aShell();
    const cookie = await cookieOf(shell);
    const style = await get(shell, '/elsewhere.css', { cookie });
    expect(style.headers['content-type']).toContain('text/css');
    for (const path of ['/elsewhere', '/elsewhere.css']) {
      expect((await get(shell, path)).status).toBe(403);
    }
  });

  it.each(LANGUAGES)('has words in %s, typeset as the language requires', (language) => {
    const { text: sentence, button } = definitionOf(language).elsewhere;
    const page = elsewherePage(language);
    for (const word of [sentence, button]) {
      expect(page).toContain(word);
      expect(typesettingFaults(word, language)).toEqual([]);
    }
  });
});

describe("the page's end of the connection", () => {
  it('works in both directions on the real server', async () => {
    const { shell, intents, received } = await aShell();
    const openSocket = aSocketOpener(shell, await keysOf(shell));
    const bridge = connectBridge({ openSocket, after: () => () => undefined, onState: () => null });
    const view = await new Promise((resolve) => bridge.onView(resolve));
    expect(view).toEqual(aView());
    const intent = once(received, 'intent');
    bridge.send({ kind: 'touch' });
    await intent;
    expect(intents).toEqual([{ kind: 'touch' }]);
  });
});

function aSocketOpener(shell: BrowserShell, { cookie, pageKey }: Keys): OpenSocket {
  return (events) => {
    const socket = new WebSocket(`ws://127.0.0.1:${shell.port}/kiosk`, pageKey, {
      headers: { cookie },
      origin: originOf(shell),
    });
    socket.on('open', () => events.opened());
    socket.on('message', (data: Buffer) => events.message(data.toString()));
    socket.on('close', (code) => events.closed(code));
    endings.push(() => socket.terminate());
    return (message) => socket.send(message);
  };
}
