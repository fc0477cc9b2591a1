/**
 * Serves the model over HTTP, and performs the plans of faults on real sockets. It decides nothing itself.
 * It answers a request only if its host is a loopback name.
 */
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { Hono } from 'hono';
import { handleAdmin, isAdminPath } from './admin-api/index.ts';
import { damagedResponse, type Plan } from './faults/plan.ts';
import { requestFromUrl, type SandboxRequest, type SandboxResponse } from './http/exchange.ts';
import { readBody, type BodyRead } from './http/read-body.ts';
import { tooLargeResponse } from './http/reply.ts';
import { BODY_LENGTH_MAX, type Sandbox } from './model.ts';

export interface ServerInput {
  sandbox: Sandbox;
  /** Calls back once, after the delay. */
  after: (delayMs: number, run: () => void) => void;
  /** Called with errors of the sandbox itself. */
  report: (error: Error) => void;
}

type Outgoing = HttpBindings['outgoing'];

export function createServer({
  sandbox,
  after,
  report,
}: ServerInput): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.onError((error, context) => {
    report(error);
    return context.json({ message: 'Server Error' }, 500);
  });
  app.use(async (context, next) => {
    const { host, origin } = context.env.incoming.headers;
    if (isLoopback(host) && (origin === undefined || isLoopback(hostOf(origin)))) {
      await next();
      return;
    }
    return context.json({ message: 'The sandbox answers only this machine.' }, 403);
  });
  app.all('*', async (context) => {
    const { incoming, outgoing } = context.env;
    const body = await bodyOf(incoming);
    if (body.kind === 'gone') return RESPONSE_ALREADY_SENT;
    if (body.kind === 'tooLong') return send(outgoing, tooLargeResponse());
    const request = requestFromUrl({
      method: context.req.method,
      url: incoming.url ?? '/',
      headers: plainHeaders(incoming.headers),
      body: body.text,
    });
    if (isAdminPath(request.path)) return send(outgoing, handleAdmin(sandbox, request));
    const answerTo = deliver(request, sandbox.plan(request));
    return answerTo(outgoing);
  });
  return app;

  /** Starts the deliveries at once. Returns the reply for the client. */
  function deliver(
    request: SandboxRequest,
    { deliverAfterMs, answer }: Plan,
  ): (outgoing: Outgoing) => Response | Promise<Response> {
    const delivered: SandboxResponse[] = [];
    for (const delayMs of deliverAfterMs) {
      const run = (): void => {
        delivered.push(sandbox.handle(request));
      };
      if (delayMs === 0) run();
      else after(delayMs, run);
    }
    const firstReply = (): SandboxResponse => delivered[0] ?? sandbox.handle(request);
    return (outgoing) => {
      switch (answer.kind) {
        case 'reply': {
          const reply = (): Response =>
            send(outgoing, damagedResponse(firstReply(), answer.damage));
          if (answer.afterMs === 0) return reply();
          return new Promise((resolve) => after(answer.afterMs, () => resolve(reply())));
        }
        case 'cut':
          return cut(outgoing, firstReply(), answer.keepBytes);
        case 'instead':
          return send(outgoing, answer.response);
        case 'drop':
          outgoing.destroy();
          return RESPONSE_ALREADY_SENT;
        case 'none':
          return new Promise((resolve) =>
            outgoing.once('close', () => resolve(RESPONSE_ALREADY_SENT)),
          );
      }
    };
  }
}

function cut(
  outgoing: Outgoing,
  { status, headers, body }: SandboxResponse,
  keepBytes: number,
): Response {
  const bytes = Buffer.from(body);
  // At least one byte is always missing, so that the client can notice.
  const kept = bytes.subarray(0, Math.min(keepBytes, bytes.length - 1));
  outgoing.writeHead(status, { ...headers, 'content-length': bytes.length });
  outgoing.flushHeaders();
  outgoing.write(kept, () => outgoing.destroy());
  return RESPONSE_ALREADY_SENT;
}

/** No route reads the body of a GET. */
function bodyOf(incoming: IncomingMessage): BodyRead | Promise<BodyRead> {
  return incoming.method === 'GET'
    ? { kind: 'whole', text: '' }
    : readBody(incoming, BODY_LENGTH_MAX);
}

/** Read from Node's request, because Hono would first make a `Headers` of them. */
function plainHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, [value ?? ''].flat().join(', ')]),
  );
}

/** Writes to the socket itself: a `Response` of Node would read its body as a stream, which takes twice as long. */
function send(outgoing: Outgoing, { status, headers, body }: SandboxResponse): Response {
  // The client may have left while its reply was delayed.
  if (outgoing.destroyed) return RESPONSE_ALREADY_SENT;
  outgoing.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
  outgoing.end(body);
  return RESPONSE_ALREADY_SENT;
}

function hostOf(origin: string): string {
  return URL.canParse(origin) ? new URL(origin).host : '';
}

/** Refuses requests from pages of other sites, which a browser on this machine may show. */
function isLoopback(host: string | undefined): boolean {
  return host !== undefined && /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i.test(host);
}
