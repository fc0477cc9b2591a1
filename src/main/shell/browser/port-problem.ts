/** Finds out before the start whether the port can be used, so that the person who chose it gets a plain answer. */
import { createServer } from 'node:net';

/** Says in one line what to do if nothing can listen on this port of the loopback address. Null if something can. */
export function portProblem(port: number): Promise<string | null> {
  if (port === 0) return Promise.resolve(null);
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error) => resolve(problemOf(error, port)));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(null)));
  });
}

function problemOf(error: Error, port: number): string {
  const code = 'code' in error ? String(error.code) : error.message;
  const remedy = 'choose another with --port, or leave --port out for any free port';
  if (code === 'EADDRINUSE') {
    return `port ${port} is used by another program, perhaps by a kiosk that is running: end that program, or ${remedy}`;
  }
  if (code === 'EACCES') return `port ${port} is not allowed for this user: ${remedy}`;
  return `port ${port} cannot be used (${code}): ${remedy}`;
}
