import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  constants,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { assert } from '../../../src/shared/assert.ts';
import type { Delivered } from '../../../src/main/printer/deliver.ts';
import { deliver } from '../../../src/main/printer/deliver.ts';
import { createPrinter } from '../../../src/main/printer/printer.ts';
import { printerSchema } from '../../../src/main/printer/settings.ts';
import { systemTransport } from '../../../src/main/printer/transports/system.ts';
import { openFakePrinter, type FakePrinter, type Mood } from '../../printer/fake-printer.ts';
import { readPaper } from '../../printer/paper.ts';
import { aReceipt } from '../../builders/receipt.ts';
import { aLog } from '../../builders/log.ts';

/** All timers are short, but long enough for the bytes on loopback to arrive. */
const SHORT_TIMERS = {
  after(_delayMs: number, run: () => void): () => void {
    const timer = setTimeout(run, 150);
    return () => clearTimeout(timer);
  },
};

const wanted = (): boolean => true;

function thePrinter(settings: Record<string, unknown>): {
  print: (isWanted?: () => boolean) => Promise<Delivered>;
  messages: () => string[];
} {
  const parsed = v.parse(printerSchema, settings);
  assert(parsed !== null, 'a printer is set up');
  const { log, messages } = aLog();
  const printer = createPrinter({
    settings: parsed,
    world: SHORT_TIMERS,
    log,
  });
  return { print: (isWanted = wanted) => printer.print(aReceipt(), 'en', isWanted), messages };
}

function networked(fake: Pick<FakePrinter, 'port'>, more: Record<string, unknown> = {}) {
  return thePrinter({ kind: 'network', host: '127.0.0.1', port: fake.port, ...more });
}

describe('a printer on the network', () => {
  it('prints, and confirms that the receipt is complete', async () => {
    const fake = await openFakePrinter('well');
    expect(await networked(fake).print()).toEqual({ kind: 'printed' });
    const [paper, ...others] = fake.receipts();
    expect(others).toEqual([]);
    expect(paper?.lines[0]).toBe('Krusty Krab');
    expect(paper).toMatchObject({ cuts: 1, asked: 1 });
  });

  it.each(['noPaper', 'coverOpen', 'fault'] as const)(
    'gets nothing if it reports %s beforehand, so printing can be tried again',
    async (mood) => {
      const fake = await openFakePrinter(mood);
      const { print, messages } = networked(fake);
      expect(await print()).toEqual({ kind: 'problem', problem: mood, mayBeOut: false });
      expect(fake.receipts()).toEqual([]);
      fake.mood = 'well';
      expect(await print()).toEqual({ kind: 'printed' });
      expect(messages()).toEqual([`a receipt was not printed: ${mood}`]);
    },
  );

  it('gets nothing if it hangs', async () => {
    const fake = await openFakePrinter('silent');
    expect(await networked(fake).print()).toEqual({
      kind: 'problem',
      problem: 'away',
      mayBeOut: false,
    });
    expect(fake.receipts()).toEqual([]);
  });

  it('prints although it never answers if the settings allow that', async () => {
    const fake = await openFakePrinter('silent');
    expect(await networked(fake, { answers: false }).print()).toEqual({ kind: 'sent' });
    await expect.poll(() => fake.receipts().length).toBe(1);
    expect(fake.receipts()[0]?.asked).toBe(0);
  });

  it.each([
    ['closes', 'unsure'],
    ['neverDone', 'unsure'],
    ['runsOut', 'noPaper'],
  ] as const satisfies [Mood, string][])(
    'has with %s in the middle of a receipt the result %s, and does not get the receipt again',
    async (mood, problem) => {
      const fake = await openFakePrinter(mood);
      expect(await networked(fake).print()).toEqual({ kind: 'problem', problem, mayBeOut: true });
      expect(fake.receipts()).toHaveLength(1);
    },
  );

  it.each(['runsOut', 'neverDone'] as const satisfies Mood[])(
    'has its buffer cleared after %s, so that a new paper roll does not begin with an old receipt',
    async (mood) => {
      const fake = await openFakePrinter(mood);
      await networked(fake).print();
      await expect.poll(() => fake.receipts()[0]?.cleared).toBe(1);
    },
  );

  it('gets nothing if the customer left during the status query', async () => {
    const fake = await openFakePrinter('well');
    const { print, messages } = networked(fake);
    await print(wantedOnce());
    expect(fake.byteCount()).toBe(6);
    expect(fake.receipts()).toEqual([]);
    expect(messages()).toEqual([]);
  });

  it('gets nothing if the customer left while another receipt was being printed', async () => {
    const fake = await openFakePrinter('neverDone');
    const { print } = networked(fake);
    let isThere = true;
    const first = print();
    const second = print(() => isThere);
    isThere = false;
    await Promise.all([first, second]);
    expect(fake.receipts()).toHaveLength(1);
  });

  it('has the result `away` if it cannot be reached', async () => {
    const port = await freePort();
    expect(await networked({ port }).print()).toEqual({
      kind: 'problem',
      problem: 'away',
      mayBeOut: false,
    });
  });

  it('prints two receipts one after the other', async () => {
    const fake = await openFakePrinter('well');
    const { print } = networked(fake);
    expect(await Promise.all([print(), print()])).toEqual([
      { kind: 'printed' },
      { kind: 'printed' },
    ]);
    expect(fake.receipts()).toHaveLength(2);
  });

  it('logs nothing of the text of the receipt', async () => {
    const fake = await openFakePrinter('closes');
    const { print, messages } = networked(fake);
    await print();
    expect(messages().join()).not.toMatch(/K7-0421|skjf|12\.50|37\.50/);
  });
});

describe('bytes that a printer sends by itself', () => {
  /** Automatic status back: the printer has no problem, or its cover is open. */
  const WELL = [0x10, 0x00, 0x00, 0x00];
  const OPEN = [0x34, 0x04, 0x00, 0x0f];
  const BYTES = [
    ['automatic status', WELL],
    ['an automatic status with a problem', OPEN],
    ['two automatic statuses', [...WELL, ...OPEN]],
    ['automatic status with flow control in it', [0x10, 0x13, 0x00, 0x00, 0x11, 0x00]],
    ['an automatic status that is cut short, and another', [0x10, 0x00, ...WELL]],
    ['flow control', [0x13, 0x11]],
    ['a notice that it was switched on', [0x3b, 0x31, 0x00]],
    ['an answer to another question', [0x37, 0x25, 0x00]],
    ['noise', [0xff, 0x0d, 0x0a, 0x41, 0xfe]],
  ] as const satisfies [string, readonly number[]][];

  it.each(BYTES)('are no confirmation of a receipt: %s', async (_what, bytes) => {
    const fake = await openFakePrinter('neverDone');
    fake.uninvited = { afterReceipt: [...bytes] };
    expect(await networked(fake).print()).toEqual({
      ...{ kind: 'problem', problem: 'unsure', mayBeOut: true },
    });
  });

  it.each(BYTES)('are no answer about the paper: %s', async (_what, bytes) => {
    const fake = await openFakePrinter('silent');
    fake.uninvited = { onConnect: [...bytes], beforeAnswer: [...bytes] };
    expect(await networked(fake).print()).toEqual({
      ...{ kind: 'problem', problem: 'away', mayBeOut: false },
    });
  });

  it.each(BYTES)('do not hide the real answers: %s', async (_what, bytes) => {
    const fake = await openFakePrinter('well');
    const uninvited = { onConnect: [...bytes], beforeAnswer: [...bytes], afterReceipt: [...bytes] };
    fake.uninvited = uninvited;
    expect(await networked(fake).print()).toEqual({ kind: 'printed' });
    fake.mood = 'noPaper';
    expect(await networked(fake).print()).toMatchObject({ problem: 'noPaper', mayBeOut: false });
  });

  it('confirm nothing if they come before the receipt, even if they look like a confirmation', async () => {
    const fake = await openFakePrinter('neverDone');
    fake.uninvited = { onConnect: [0x00, 0x00], beforeAnswer: [0x00] };
    expect(await networked(fake).print()).toMatchObject({ problem: 'unsure', mayBeOut: true });
  });
});

describe('a printer that is a file', () => {
  it('gets the receipt, but does not confirm it', async () => {
    const path = inFolder('device');
    writeFileSync(path, '');
    expect(await thePrinter({ kind: 'file', path }).print()).toEqual({ kind: 'sent' });
    expect(readPaper(readFileSync(path)).lines[0]).toBe('Krusty Krab');
  });

  it('gets the receipt through a named pipe', async () => {
    const path = inFolder('pipe');
    execFileSync('mkfifo', [path]);
    const reader = await open(path, 'r+');
    onTestFinished(() => reader.close());
    expect(await thePrinter({ kind: 'file', path }).print()).toEqual({ kind: 'sent' });
    const { buffer, bytesRead } = await reader.read(Buffer.alloc(4_096));
    expect(readPaper(buffer.subarray(0, bytesRead)).cuts).toBe(1);
  });

  it('has the result `away` at once while no process reads the pipe', async () => {
    const path = inFolder('pipe');
    execFileSync('mkfifo', [path]);
    const printed = await thePrinter({ kind: 'file', path }).print();
    expect(printed).toEqual({ kind: 'problem', problem: 'away', mayBeOut: false });
  });

  it('has the result `away` if the file is missing, and no file is created', async () => {
    const path = inFolder('nothing');
    const printed = await thePrinter({ kind: 'file', path }).print();
    expect(printed).toEqual({ kind: 'problem', problem: 'away', mayBeOut: false });
    expect(existsSync(path)).toBe(false);
  });

  it('has the result `noPaper` if the file is full', async () => {
    const printed = await thePrinter({ kind: 'file', path: '/dev/full' }).print();
    expect(printed).toEqual({ kind: 'problem', problem: 'noPaper', mayBeOut: false });
  });
});

describe('a printer that accepts nothing for a while', () => {
  it('gets nothing once the customer has left', async () => {
    const path = inFolder('pipe');
    execFileSync('mkfifo', [path]);
    const reader = await open(path, constants.O_RDWR | constants.O_NONBLOCK);
    onTestFinished(() => reader.close());
    // The pipe is full, as if the printer had no paper.
    const full = await reader.write(Buffer.alloc(65_536)).then(({ bytesWritten }) => bytesWritten);
    let askedCount = 0;
    const goes = (): boolean => ++askedCount < 4;
    const printed = await thePrinter({ kind: 'file', path }).print(goes);
    expect(printed).toEqual({ kind: 'problem', problem: 'away', mayBeOut: false });
    expect(askedCount).toBeLessThan(6);
    const { bytesRead } = await reader.read(Buffer.alloc(100_000));
    expect(bytesRead).toBe(full);
  });
});

describe('a printer of the system', () => {
  it('gets the raw bytes through its queue', async () => {
    const folder = aCups({ lp: `${TAKES} cat > "$0.out"; echo "$@" > "$0.args"`, lpstat: '' });
    const transport = systemTransport('Receipts', NO_TIMERS, folder);
    expect(await deliver(transport, Buffer.from('bytes'), wanted)).toEqual({ kind: 'sent' });
    expect(readFileSync(`${folder}/lp.out`, 'utf8')).toBe('bytes');
    expect(readFileSync(`${folder}/lp.args`, 'utf8').trim()).toBe('-t receipt -d Receipts -o raw');
  });

  it('has its job cancelled if it still waits after a while', async () => {
    const folder = aCups({
      lp: TAKES,
      lpstat: 'echo "Receipts-1 kiosk 1024 today"; echo "Receipts-12 kiosk 1024 today"',
      cancel: 'echo "$@" > "$0.args"',
    });
    const transport = systemTransport('Receipts', SHORT_TIMERS_ONLY, folder);
    expect(await deliver(transport, Buffer.from('bytes'), wanted)).toEqual({
      kind: 'problem',
      problem: 'unsure',
      mayBeOut: true,
    });
    expect(readFileSync(`${folder}/cancel.args`, 'utf8').trim()).toBe('Receipts-12');
  });

  it('gets nothing if the customer has left', async () => {
    const folder = aCups({ lp: `touch "$0.out"; ${TAKES}`, lpstat: '' });
    const transport = systemTransport('Receipts', NO_TIMERS, folder);
    await deliver(transport, Buffer.from('bytes'), () => false);
    expect(existsSync(`${folder}/lp.out`)).toBe(false);
  });

  it('does not get the secrets of the kiosk', async () => {
    vi.stubEnv('KIOSK_API_TOKEN', 'a-secret');
    onTestFinished(() => {
      vi.unstubAllEnvs();
    });
    const folder = aCups({ lp: `env > "$0.env"; ${TAKES}`, lpstat: '' });
    await deliver(systemTransport('Receipts', NO_TIMERS, folder), Buffer.from('bytes'), wanted);
    expect(readFileSync(`${folder}/lp.env`, 'utf8')).toContain('PATH=');
    expect(readFileSync(`${folder}/lp.env`, 'utf8')).not.toContain('a-secret');
  });

  it('has the result `away` if it refuses the job, and nothing is printed', async () => {
    const transport = systemTransport('Receipts', NO_TIMERS, aCups({ lp: 'exit 1' }));
    expect(await deliver(transport, Buffer.from('bytes'), wanted)).toEqual({
      kind: 'problem',
      problem: 'away',
      mayBeOut: false,
    });
  });

  it('has the result `away` on a machine without printer queues', async () => {
    const transport = systemTransport('Receipts', NO_TIMERS, '/nowhere');
    expect(await deliver(transport, Buffer.from('bytes'), wanted)).toMatchObject({
      problem: 'away',
    });
  });

  it('has the result `unsure` if its queue hangs', async () => {
    const transport = systemTransport('Receipts', SHORT_TIMERS, aCups({ lp: 'exec sleep 60' }));
    expect(await deliver(transport, Buffer.from('bytes'), wanted)).toEqual({
      kind: 'problem',
      problem: 'unsure',
      mayBeOut: true,
    });
  });

  it('has its job cancelled if its queue cannot be read', async () => {
    const folder = aCups({ lp: TAKES, lpstat: 'exec sleep 60', cancel: 'echo "$@" > "$0.args"' });
    let programCount = 0;
    const world = {
      after(delayMs: number, run: () => void): () => void {
        if (delayMs < 1_000) queueMicrotask(run);
        else if (++programCount === 2) setImmediate(run);
        return () => undefined;
      },
    };
    const transport = systemTransport('Receipts', world, folder);
    expect(await deliver(transport, Buffer.from('bytes'), wanted)).toMatchObject({
      problem: 'unsure',
    });
    expect(programCount).toBe(3);
    expect(readFileSync(`${folder}/cancel.args`, 'utf8').trim()).toBe('Receipts-12');
  });
});

/** A clock whose timers never run, for programs that end by themselves. */
const NO_TIMERS = { after: () => () => undefined };

function inFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'printer-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, name);
}

/** The output of `lp` for an accepted job. */
const TAKES = 'echo "request id is Receipts-12 (1 file(s))";';

/** A clock whose pauses between two checks end at once. The timeout for a program that hangs never runs. */
const SHORT_TIMERS_ONLY = {
  after(delayMs: number, run: () => void): () => void {
    if (delayMs < 1_000) queueMicrotask(run);
    return () => undefined;
  },
};

/** A folder with fake CUPS programs. */
function aCups(scripts: Partial<Record<'lp' | 'lpstat' | 'cancel', string>>): string {
  const folder = inFolder('');
  for (const [name, script] of Object.entries(scripts)) {
    const program = join(folder, name);
    writeFileSync(program, `#!/bin/sh\n${script}\n`);
    chmodSync(program, 0o755);
  }
  return folder;
}

/** The customer has left at the second check. */
function wantedOnce(): () => boolean {
  let count = 0;
  return () => ++count === 1;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
