/** `npm run scan -- VALUE`: presents a card to a running kiosk that uses the sandbox. */
import { existsSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import * as v from 'valibot';
import {
  DEMO_SCAN_FILE,
  demoScanFileSchema,
  type DemoScanFile,
  type DemoScanMessage,
} from '../src/main/kiosk/demo-scan-server.ts';
import { parseEnvironment } from '../src/main/settings/environment.ts';
import { placesToLook } from './start-options.ts';

/** Returns the exit code. All messages go to standard error. */
async function main(): Promise<number> {
  const [value, ...rest] = process.argv.slice(2);
  if (value === undefined || value === '' || rest.length > 0) {
    return fail('usage: npm run scan -- VALUE');
  }
  const environment = parseEnvironment(process.env);
  if (environment.kind === 'invalid') {
    return fail(`these environment variables are not valid: ${environment.problems.join('; ')}`);
  }
  const dataDirs = placesToLook(environment.environment, join(import.meta.dirname, '..'));
  const found = dataDirs.map(readDemoScanFile).filter((file) => file !== null);
  const open = found.find((file) => file.kind === 'open');
  if (open !== undefined) return await scan(open, value);
  return found.length > 0
    ? fail('the running kiosk does not use the sandbox; only a real reader can scan there')
    : fail('no kiosk is running; start one with: npm start');
}

/** Null if there is no such file, or the kiosk that wrote it has ended. */
function readDemoScanFile(dataDir: string): DemoScanFile | null {
  const path = join(dataDir, DEMO_SCAN_FILE);
  if (!existsSync(path)) return null;
  const result = v.safeParse(
    v.pipe(v.string(), v.parseJson(), demoScanFileSchema),
    readFileSync(path, 'utf8'),
  );
  return result.success && isRunning(result.output.pid) ? result.output : null;
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function scan(file: DemoScanFile & { kind: 'open' }, value: string): Promise<number> {
  const socket = connect({ host: '127.0.0.1', port: file.port, timeout: 5_000 });
  socket.once('timeout', () => socket.destroy(new Error('no answer')));
  const message: DemoScanMessage = { token: file.token, value };
  socket.write(`${JSON.stringify(message)}\n`);
  const answer = await text(socket);
  return answer === 'ok\n' ? 0 : fail('the kiosk refused the scan');
}

function fail(line: string): number {
  process.stderr.write(`${line}\n`);
  return 1;
}

main().then(
  (exitCode) => {
    process.exitCode = exitCode;
  },
  () => {
    process.exitCode = fail('cannot reach the kiosk; it may have just ended');
  },
);
