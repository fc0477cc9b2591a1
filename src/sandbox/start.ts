/** Starts the sandbox in this process, on a port of the loopback interface and no other. */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer as createHttpServer, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { createSandbox, type Sandbox } from './model.ts';
import { createServer } from './server.ts';

export interface StartOptions {
  /** 0, the default, for any that is free. */
  port?: number;
  /** `:memory:` where none is given. */
  dbFile?: string;
  /** `demo`, the default, fills an account that has no shop. */
  data?: 'demo' | 'empty';
  /** One is made where none is given. */
  token?: string;
  /** Milliseconds since 1970. */
  now?: () => number;
  newId?: () => string;
  /** At least 0 and below 1. */
  random?: () => number;
  /** Calls back once after the delay, unless the returned function was called before. */
  after?: (delayMs: number, run: () => void) => () => void;
  /** Told what went wrong inside the sandbox itself; standard error where none is given. */
  report?: (error: Error) => void;
}

export interface RunningSandbox {
  /** Without a slash at the end. */
  url: string;
  /** The personal access token of the OAuth routes. */
  token: string;
  sandbox: Sandbox;
  /** Cuts every connection; what was to be committed late never is. */
  stop: () => Promise<void>;
}

/** Rejects where the port is taken or the database cannot be opened. */
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
