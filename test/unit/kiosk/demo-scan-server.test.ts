import { existsSync, mkdtempSync, readFileSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import * as v from 'valibot';
import {
  DEMO_SCAN_FILE,
  demoScanFileSchema,
  openDemoScanServer,
  type DemoScanFile,
} from '../../../src/main/kiosk/demo-scan-server.ts';

const endings: (() => void)[] = [];
afterEach(() => {
  for (const end of endings.splice(0)) end();
});

async function aControl({ isSandbox }: { isSandbox: boolean }) {
  const dataDir = mkdtempSync(join(tmpdir(), 'kiosk-control-'));
  const scans: string[] = [];
  const control = await openDemoScanServer({
    dataDir,
    isSandbox,
    scan: (value) => scans.push(value),
  });
  endings.push(() => control.stop());
  const path = join(dataDir, DEMO_SCAN_FILE);
  const file = v.parse(demoScanFileSchema, JSON.parse(readFileSync(path, 'utf8')));
  return { control, scans, path, file };
}

function openFile(file: DemoScanFile): DemoScanFile & { kind: 'open' } {
  return file.kind === 'open' ? file : expect.fail('the endpoint is closed');
}

async function say(file: DemoScanFile, line: string): Promise<string> {
  const socket = connect(openFile(file).port, '127.0.0.1');
  socket.write(line);
  return await text(socket);
}

describe('the control endpoint of a kiosk on the sandbox', () => {
  it('accepts scans with its token', async () => {
    const { file, scans } = await aControl({ isSandbox: true });
    const message = JSON.stringify({ token: openFile(file).token, value: 'CARD1' });
    expect(await say(file, `${message}\n`)).toBe('ok\n');
    expect(scans).toEqual(['CARD1']);
  });

  it.each([
    ['a wrong token', '{"token":"x","value":"CARD1"}\n'],
    ['no JSON', 'CARD1\n'],
    ['too much', 'x'.repeat(5_000)],
  ])('refuses %s', async (_name, line) => {
    const { file, scans } = await aControl({ isSandbox: true });
    expect(await say(file, line)).toBe('refused\n');
    expect(scans).toEqual([]);
  });

  it('keeps its token in a file that only its owner can read, and removes the file at the end', async () => {
    const { control, path } = await aControl({ isSandbox: true });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    control.stop();
    expect(existsSync(path)).toBe(false);
  });
});

describe('the control endpoint of a kiosk for real money', () => {
  it('does not exist, and its file says that it is closed', async () => {
    const { file } = await aControl({ isSandbox: false });
    expect(file).toEqual({ kind: 'closed', pid: process.pid });
  });
});
