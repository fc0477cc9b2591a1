/**
 * HTTP over real sockets. `notSent` means that it is safe to send money again, so it is returned only if undici never
 * started to write the request. A request never starts twice, and never after its result was returned.
 */
import { Agent } from 'undici';
import type { Dispatcher } from 'undici';
import { decodeBody } from './decode-body.ts';
import type { HttpRequest, HttpResult, LostWhy, NotSentWhy } from './world.ts';

export interface RealHttp {
  send(request: HttpRequest): Promise<HttpResult>;
  /** Closes every connection. Requests that had started end with `lost`, the others with `notSent`. */
  close(): Promise<void>;
}

const BODY_BYTES_MAX = 1024 * 1024;

/** We have one deadline for the whole exchange, so undici's own timeouts are off (0). */
export function createRealHttp(connectTimeoutMs: number): RealHttp {
  const agent = new Agent({
    connectTimeout: connectTimeoutMs,
    headersTimeout: 0,
    bodyTimeout: 0,
    maxResponseSize: BODY_BYTES_MAX,
    pipelining: 1,
    // With HTTP/2, undici resends requests by itself when the server closes the session.
    allowH2: false,
  });
  return {
    send: (request) => {
      if (!URL.canParse(request.url)) return Promise.resolve(notSent('nameNotFound'));
      return new Promise((resolve) => exchange(agent, request, resolve));
    },
    close: () => agent.destroy(),
  };
}

function exchange(agent: Agent, request: HttpRequest, resolve: (result: HttpResult) => void): void {
  const url = new URL(request.url);
  const chunks: Buffer[] = [];
  let head: Head = { status: 0, headers: {} };
  let started: Dispatcher.DispatchController | null = null;
  let isSettled = false;

  const settle = (result: HttpResult): void => {
    if (isSettled) return;
    isSettled = true;
    clearTimeout(deadline);
    resolve(result);
  };
  const deadline = setTimeout(() => {
    settle(started === null ? notSent('connectTimeout') : lost('timeout'));
    started?.abort(new Error('deadline passed'));
  }, request.timeoutMs);

  const options = {
    origin: url.origin,
    path: `${url.pathname}${url.search}`,
    method: request.method,
    headers: request.headers,
    body: request.body,
    idempotent: false,
  };
  agent.dispatch(options, {
    // Called before the first byte is written. An abort here means that nothing is sent.
    onRequestStart(controller) {
      if (isSettled || started !== null) {
        settle(lost('reset'));
        controller.abort(new Error('a request is sent once, and not after its end'));
        return;
      }
      started = controller;
    },
    onResponseStart(_controller, status, headers) {
      head = { status, headers: toPlainHeaders(headers) };
    },
    onResponseData(_controller, chunk) {
      chunks.push(chunk);
    },
    onResponseEnd() {
      settle(resultOf(head, Buffer.concat(chunks)));
    },
    // Do not pass on the error: its text may contain parts of the request.
    onResponseError(_controller, error) {
      settle(started === null ? notSent(notSentWhy(error, url)) : lost(lostWhy(error)));
    },
  });
}

interface Head {
  status: number;
  headers: Readonly<Record<string, string>>;
}

function resultOf({ status, headers }: Head, bytes: Buffer): HttpResult {
  const decoded = decodeBody(bytes, {
    contentEncoding: headers['content-encoding'],
    contentType: headers['content-type'],
    bytesMax: BODY_BYTES_MAX,
  });
  return decoded.kind === 'text'
    ? { kind: 'response', status, headers, body: decoded.text }
    : decoded;
}

function notSent(why: NotSentWhy): HttpResult {
  return { kind: 'notSent', why };
}

function lost(why: LostWhy): HttpResult {
  return { kind: 'lost', why };
}

function toPlainHeaders(
  headers: Record<string, string | string[] | undefined>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, [value ?? ''].flat().join(', ')]),
  );
}

/** The error codes of Node and undici. If several addresses were tried, the first match in this order counts. */
const NOT_SENT_CODES: readonly (readonly [NotSentWhy, RegExp])[] = [
  ['nameNotFound', /^(ENOTFOUND|EAI_\w+)$/],
  ['refused', /^(ECONNREFUSED|ECONNRESET|EPIPE|UND_ERR_SOCKET)$/],
  ['connectTimeout', /^(UND_ERR_CONNECT_TIMEOUT|ETIMEDOUT)$/],
  ['noLink', /^(ENETUNREACH|EHOSTUNREACH|ENETDOWN|EHOSTDOWN|EADDRNOTAVAIL|UND_ERR_\w+)$/],
];

/** The cause for a request that never started. An unknown error code over HTTPS means that the TLS handshake failed. */
function notSentWhy(error: Error, url: URL): NotSentWhy {
  const codes = codesOf(error);
  const known = NOT_SENT_CODES.find(([, pattern]) => codes.some((code) => pattern.test(code)));
  return known?.[0] ?? (url.protocol === 'https:' ? 'insecure' : 'noLink');
}

function lostWhy(error: Error): LostWhy {
  const isTooLarge = codesOf(error).some((code) => TOO_LARGE_CODES.has(code));
  return isTooLarge ? 'tooLarge' : 'reset';
}

const TOO_LARGE_CODES: ReadonlySet<string> = new Set([
  'UND_ERR_RES_EXCEEDED_MAX_SIZE',
  'UND_ERR_HEADERS_OVERFLOW',
]);

/** The error code of the error itself, and those of each address that was tried. */
function codesOf(error: unknown): readonly string[] {
  if (!(error instanceof Error)) return [];
  const own = 'code' in error && typeof error.code === 'string' ? [error.code] : [];
  const tried: unknown[] = error instanceof AggregateError ? error.errors : [];
  return [...own, ...tried.flatMap(codesOf)];
}
