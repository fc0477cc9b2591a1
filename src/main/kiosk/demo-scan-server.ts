/**
 * Lets `npm run scan` present a card to a running kiosk, over loopback, with a token from a file that only its owner
 * may read. The server runs on the sandbox only: no program may ever scan for a real customer.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import * as v from 'valibot';
import { assert } from '../../shared/assert.ts';

export const DEMO_SCAN_FILE = 'control.json';

/**
 * The content of the file: how to reach the kiosk, or that the kiosk accepts no scans because it is not on the sandbox.
 */
export const demoScanFileSchema = v.variant('kind', [
  v.strictObject({
    kind: v.literal('open'),
    pid: v.number(),
    port: v.number(),
    token: v.string(),
  }),
  v.strictObject({ kind: v.literal('closed'), pid: v.number() }),
]);
export type DemoScanFile = v.InferOutput<typeof demoScanFileSchema>;

/** The only message, as one line of JSON. The reply is one line: `ok` or `refused`. */
const messageSchema = v.strictObject({
  token: v.string(),
  value: v.pipe(v.string(), v.minLength(1), v.maxLength(512)),
});
export type DemoScanMessage = v.InferOutput<typeof messageSchema>;

const LINE_MAX_BYTES = 4_096;
const IDLE_TIMEOUT_MS = 5_000;

export interface DemoScanServerOptions {
  dataDir: string;
  isSandbox: boolean;
  scan: (value: string) => void;
}

export interface DemoScanServer {
  stop(): void;
}

/** Starts the server on the sandbox only. Writes the file in every case. */
export async function openDemoScanServer({
  dataDir,
  isSandbox,
  scan,
}: DemoScanServerOptions): Promise<DemoScanServer> {
  const path = join(dataDir, DEMO_SCAN_FILE);
  if (!isSandbox) {
    writeControlFile(path, { kind: 'closed', pid: process.pid });
    return { stop: () => rmSync(path, { force: true }) };
  }
  const token = randomBytes(32).toString('hex');
  const server = createServer((socket) => answer(socket, token, scan));
  const port = await listen(server);
  writeControlFile(path, { kind: 'open', pid: process.pid, port, token });
  return {
    stop: () => {
      rmSync(path, { force: true });
      server.close();
    },
  };
}

function answer(socket: Socket, token: string, scan: (value: string) => void): void {
  let line = '';
  socket.setEncoding('utf8');
  socket.setTimeout(IDLE_TIMEOUT_MS, () => socket.destroy());
  // Ignore the error: a client that disconnects early gets no scan and no reply, and nothing else is lost.
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk) => {
    line += chunk.toString();
    if (!line.includes('\n') && line.length <= LINE_MAX_BYTES) return;
    socket.removeAllListeners('data');
    const value = scannedValue(line, token);
    if (value !== null) scan(value);
    socket.end(value === null ? 'refused\n' : 'ok\n');
  });
}

function scannedValue(line: string, token: string): string | null {
  if (line.length > LINE_MAX_BYTES) return null;
  const result = v.safeParse(v.pipe(v.string(), v.parseJson(), messageSchema), line);
  if (!result.success || !isSame(result.output.token, token)) return null;
  return result.output.value;
}

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      assert(address !== null && typeof address === 'object', 'a TCP server has a port');
      resolve(address.port);
    });
  });
}

function writeControlFile(path: string, content: DemoScanFile): void {
  mkdirSync(join(path, '..'), { recursive: true, mode: 0o700 });
  const temporary = `${path}.new`;
  rmSync(temporary, { force: true });
  writeFileSync(temporary, JSON.stringify(content), { mode: 0o600, flag: 'wx' });
  renameSync(temporary, path);
}
