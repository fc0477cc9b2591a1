/** Starts the sandbox in this process, on a port of the loopback interface only. */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer as createHttpServer, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { createSandbox, type Sandbox } from './model.ts';
import { createServer } from './server.ts';

export interface StartOptions {
  /** The default is 0: any free port. */
  port?: number;
  /** The default is `:memory:`. */
  dbFile?: string;
  /** The default is `demo`, which fills an account that has no shop. */
  data?: 'demo' | 'empty';
  /** The default is a new token. */
  token?: string;
  /** Milliseconds since 1970. */
  now?: () => number;
  newId?: () => string;
  /** At least 0 and below 1. */
  random?: () => number;
  /** Calls back once, after the delay. The returned function cancels it. */
  after?: (delayMs: number, run: () => void) => () => void;
  /** Called with errors of the sandbox itself. The default writes them to standard error. */
  report?: (error: Error) => void;
}

export interface RunningSandbox {
  /** Without a slash at the end. */
  url: string;
  /** The personal access token of the OAuth routes. */
  token: string;
  sandbox: Sandbox;
  /** Closes every connection. Late commits never happen. */
  stop: () => Promise<void>;
}

/** Rejects if the port is taken or the database cannot be opened. */
export async function startSandbox(options: StartOptions = {}): Promise<RunningSandbox> {
  const { port = 0, data = 'demo', after = realAfter, report = console.error } = options;
  const sandbox = createSandbox({
    dbFile: options.dbFile ?? ':memory:',
    now: options.now ?? Date.now,
    newId: options.newId ?? randomUUID,
    random: options.random ?? Math.random,
    token: options.token ?? null,
  });
  if (data === 'demo' && sandbox.data.shops().length === 0) sandbox.reset('demo');
  const cancels = new Set<() => void>();
  const app = createServer({
    sandbox,
    report,
    after: (delayMs, run) => {
      const cancel = after(delayMs, () => {
        cancels.delete(cancel);
        run();
      });
      cancels.add(cancel);
    },
  });
  const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  const server = createHttpServer((incoming, outgoing) => {
    listener(incoming, outgoing).catch(report);
  });
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  } catch (error) {
    sandbox.close();
    throw error;
  }
  return {
    url: `http://127.0.0.1:${portOf(server)}`,
    token: sandbox.token,
    sandbox,
    stop: async () => {
      for (const cancel of cancels) cancel();
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
      sandbox.close();
    },
  };
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') {
    throw new Error('invariant broken: a listening server has a port');
  }
  return address.port;
}

function realAfter(delayMs: number, run: () => void): () => void {
  const timer = setTimeout(run, delayMs);
  return () => clearTimeout(timer);
}
