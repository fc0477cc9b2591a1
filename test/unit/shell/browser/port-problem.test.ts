import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { portProblem } from '../../../../src/main/shell/browser/port-problem.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function takenPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : expect.fail('no port');
}

it('names a port that another program uses, and what to do, in one line', async () => {
  const port = await takenPort();
  const problem = await portProblem(port);
  expect(problem).toMatch(new RegExp(`^port ${port} is used by another program.*--port`));
  expect(problem).not.toContain('\n');
});

it('has nothing against a free port, nor against any port', async () => {
  const port = await takenPort();
  servers.pop()?.close();
  expect(await portProblem(port)).toBeNull();
  expect(await portProblem(0)).toBeNull();
});
