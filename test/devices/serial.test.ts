/** A serial scanner through the real `serialport`, on a pair of pseudo-terminals. Needs socat. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startBench, type Bench } from './bench.ts';
import { createVirtualBus } from './virtual-bus.ts';

const hasSocat = spawnSync('socat', ['-V']).status === 0;

let dir: string;
let bench: Bench;
let cable: ChildProcess | null = null;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'serial-'));
  bench = startBench(createVirtualBus(), {
    readers: [{ driver: 'serial', name: 'serial', path: join(dir, 'kiosk') }],
  });
});

afterEach(async () => {
  await bench.stop();
  await pullOut();
  rmSync(dir, { recursive: true });
});

async function plugIn(): Promise<void> {
  const ends = ['scanner', 'kiosk'].map((end) => `pty,raw,echo=0,link=${join(dir, end)}`);
  cable = spawn('socat', ends, { stdio: 'ignore' });
  while (!existsSync(join(dir, 'kiosk'))) await sleep(5);
}

async function pullOut(): Promise<void> {
  if (cable === null || cable.exitCode !== null || cable.signalCode !== null) return;
  const ended = once(cable, 'exit');
  cable.kill();
  await ended;
}

function send(text: string): void {
  appendFileSync(join(dir, 'scanner'), text);
}

describe('a serial scanner with a suffix', () => {
  it.skipIf(!hasSocat)(
    'is read, is reported as away when it is unplugged, and is read again',
    async () => {
      await bench.until('missed', () => bench.health('serial')?.status.kind === 'away');
      await plugIn();
      await bench.until('ready', () => bench.isReady('serial'));
      send(']Q1hel');
      send('lo\r\n4006381333931\r');
      await bench.until('both codes', () => bench.codes.length === 2);
      expect(bench.codes).toEqual(['hello', '4006381333931']);

      await pullOut();
      await bench.until('missed', () => bench.health('serial')?.status.kind === 'away');
      await plugIn();
      await bench.until('ready', () => bench.isReady('serial'));
      send('back\r');
      await bench.until('the code', () => bench.codes.length === 3);
      expect(bench.codes[2]).toBe('back');
    },
  );
});

describe('a serial scanner without a suffix', () => {
  it.skipIf(!hasSocat)('is read, each code once', async () => {
    await plugIn();
    await bench.until('ready', () => bench.isReady('serial'));
    send('40063');
    send('81333931');
    await bench.until('the code', () => bench.codes.length === 1);
    send('next');
    await bench.until('the next code', () => bench.codes.length === 2);
    expect(bench.codes).toEqual(['4006381333931', 'next']);
  });
});

describe('a reader whose library is not installed', () => {
  it('is reported with the name of the library, and the other readers work', async () => {
    await bench.stop();
    bench = startBench(createVirtualBus(), {
      readers: [
        { driver: 'pcsc', name: 'NFC' },
        { driver: 'hidPos', name: 'scanner', match: { serialNumber: 'S' } },
      ],
    });
    await bench.until('reported', () => bench.health('NFC')?.status.kind === 'unusable');
    expect(bench.health('NFC')?.status).toEqual({
      kind: 'unusable',
      why: { kind: 'libraryMissing', library: 'smartcard' },
    });
    await bench.until('the other is looked for', () => bench.health('scanner') !== undefined);
  });
});
