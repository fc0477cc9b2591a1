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

/** Every length of time that a printer is waited for is over at once, but after the bytes on loopback have come. */
const HASTY = {
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
    world: HASTY,
    log,
  });
  return { print: (isWanted = wanted) => printer.print(aReceipt(), 'en', isWanted), messages };
}

function networked(fake: Pick<FakePrinter, 'port'>, more: Record<string, unknown> = {}) {
  return thePrinter({ kind: 'network', host: '127.0.0.1', port: fake.port, ...more });
}

describe('a printer on the network', () => {
  it('prints, and says so when it has', async () => {
    const fake = await openFakePrinter('well');
    expect(await networked(fake).print()).toEqual({ kind: 'printed' });
    const [paper, ...others] = fake.receipts();
    expect(others).toEqual([]);
    expect(paper?.lines[0]).toBe('Krusty Krab');
    expect(paper).toMatchObject({ cuts: 1, asked: 1 });
  });

  it.each(['noPaper', 'coverOpen', 'fault'] as const)(
    'that says %s beforehand is sent nothing, so it may be tried again',
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

  it('that hangs is sent nothing', async () => {
    const fake = await openFakePrinter('silent');
    expect(await networked(fake).print()).toEqual({
      kind: 'problem',
      problem: 'away',
      mayBeOut: false,
    });
    expect(fake.receipts()).toEqual([]);
  });

  it('that never answers prints all the same, where the settings say so', async () => {
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
    'that %s in the middle is %s, and what may be out is not sent again',
    async (mood, problem) => {
      const fake = await openFakePrinter(mood);
      expect(await networked(fake).print()).toEqual({ kind: 'problem', problem, mayBeOut: true });
      expect(fake.receipts()).toHaveLength(1);
    },
  );

  it.each(['runsOut', 'neverDone'] as const satisfies Mood[])(
    'that %s is told to forget the rest: a new roll prints nobody else’s receipt',
    async (mood) => {
      const fake = await openFakePrinter(mood);
      await networked(fake).print();
      await expect.poll(() => fake.receipts()[0]?.cleared).toBe(1);
    },
  );

  it('is sent nothing for a customer who has gone while it was asked how it is', async () => {
    const fake = await openFakePrinter('well');
    const { print, messages } = networked(fake);
    await print(wantedOnce());
    expect(fake.byteCount()).toBe(6);
    expect(fake.receipts()).toEqual([]);
    expect(messages()).toEqual([]);
  });

  it('is sent nothing for a customer who has gone while another’s was printed', async () => {
    const fake = await openFakePrinter('neverDone');
    const { print } = networked(fake);
    let isThere = true;
    const first = print();
    const second = print(() => isThere);
    isThere = false;
    await Promise.all([first, second]);
    expect(fake.receipts()).toHaveLength(1);
  });

  it('that is not there is away', async () => {
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

  it('is told of in the log without a word of the receipt', async () => {
    const fake = await openFakePrinter('closes');
    const { print, messages } = networked(fake);
    await print();
    expect(messages().join()).not.toMatch(/K7-0421|skjf|12\.50|37\.50/);
  });
});

describe('a printer that is a file', () => {
  it('gets the receipt, and nothing is promised', async () => {
    const path = inFolder('device');
    writeFileSync(path, '');
    expect(await thePrinter({ kind: 'file', path }).print()).toEqual({ kind: 'sent' });
    expect(readPaper(readFileSync(path)).lines[0]).toBe('Krusty Krab');
  });

  it('gets it through a pipe', async () => {
    const path = inFolder('pipe');
    execFileSync('mkfifo', [path]);
    const reader = await open(path, 'r+');
    onTestFinished(() => reader.close());
    expect(await thePrinter({ kind: 'file', path }).print()).toEqual({ kind: 'sent' });
    const { buffer, bytesRead } = await reader.read(Buffer.alloc(4_096));
    expect(readPaper(buffer.subarray(0, bytesRead)).cuts).toBe(1);
  });

  it('is away while nobody reads the pipe, and is not waited for', async () => {
    const path = inFolder('pipe');
    execFileSync('mkfifo', [path]);
    const printed = await thePrinter({ kind: 'file', path }).print();
    expect(printed).toEqual({ kind: 'problem', problem: 'away', mayBeOut: false });
  });

  it('is away where there is none, and no file is made', async () => {
    const path = inFolder('nothing');
    const printed = await thePrinter({ kind: 'file', path }).print();
    expect(printed).toEqual({ kind: 'problem', problem: 'away', mayBeOut: false });
    expect(existsSync(path)).toBe(false);
  });

  it('that is full is out of paper', async () => {
    const printed = await thePrinter({ kind: 'file', path: '/dev/full' }).print();
    expect(printed).toEqual({ kind: 'problem', problem: 'noPaper', mayBeOut: false });
  });
});

describe('a printer that takes nothing for a while', () => {
  it('is offered nothing any more when the customer has gone', async () => {
    const path = inFolder('pipe');
    execFileSync('mkfifo', [path]);
    const reader = await open(path, constants.O_RDWR | constants.O_NONBLOCK);
    onTestFinished(() => reader.close());
    // As a printer that is out of paper: it is full.
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
  it('gets the bytes as they are, through its queue', async () => {
    const folder = aCups({ lp: `${TAKES} cat > "$0.out"; echo "$@" > "$0.args"`, lpstat: '' });
    const way = systemTransport('Receipts', HASTY_ENOUGH, folder);
    expect(await deliver(way, Buffer.from('bytes'), wanted)).toEqual({ kind: 'sent' });
    expect(readFileSync(`${folder}/lp.out`, 'utf8')).toBe('bytes');
    expect(readFileSync(`${folder}/lp.args`, 'utf8').trim()).toBe('-t receipt -d Receipts -o raw');
  });

  it('whose job still waits after a while has it taken back, for the printer may be off till tomorrow', async () => {
    const folder = aCups({
      lp: TAKES,
      lpstat: 'echo "Receipts-1 kiosk 1024 today"; echo "Receipts-12 kiosk 1024 today"',
      cancel: 'echo "$@" > "$0.args"',
    });
    const way = systemTransport('Receipts', IN_NO_TIME, folder);
    expect(await deliver(way, Buffer.from('bytes'), wanted)).toEqual({
      kind: 'problem',
      problem: 'unsure',
      mayBeOut: true,
    });
    expect(readFileSync(`${folder}/cancel.args`, 'utf8').trim()).toBe('Receipts-12');
  });

  it('is sent nothing for a customer who has gone', async () => {
    const folder = aCups({ lp: `touch "$0.out"; ${TAKES}`, lpstat: '' });
    const way = systemTransport('Receipts', HASTY_ENOUGH, folder);
    await deliver(way, Buffer.from('bytes'), () => false);
    expect(existsSync(`${folder}/lp.out`)).toBe(false);
  });

  it('is not told the secrets of the kiosk', async () => {
    vi.stubEnv('KIOSK_API_TOKEN', 'a-secret');
    onTestFinished(() => {
      vi.unstubAllEnvs();
    });
    const folder = aCups({ lp: `env > "$0.env"; ${TAKES}`, lpstat: '' });
    await deliver(systemTransport('Receipts', HASTY_ENOUGH, folder), Buffer.from('bytes'), wanted);
    expect(readFileSync(`${folder}/lp.env`, 'utf8')).toContain('PATH=');
    expect(readFileSync(`${folder}/lp.env`, 'utf8')).not.toContain('a-secret');
  });

  it('that refuses the job is away, and nothing is printed', async () => {
    const way = systemTransport('Receipts', HASTY_ENOUGH, aCups({ lp: 'exit 1' }));
    expect(await deliver(way, Buffer.from('bytes'), wanted)).toEqual({
      kind: 'problem',
      problem: 'away',
      mayBeOut: false,
    });
  });

  it('is away on a machine without such queues', async () => {
    const way = systemTransport('Receipts', HASTY_ENOUGH, '/nowhere');
    expect(await deliver(way, Buffer.from('bytes'), wanted)).toMatchObject({ problem: 'away' });
  });

  it('whose queue hangs is unsure', async () => {
    const way = systemTransport('Receipts', HASTY, aCups({ lp: 'exec sleep 60' }));
    expect(await deliver(way, Buffer.from('bytes'), wanted)).toEqual({
      kind: 'problem',
      problem: 'unsure',
      mayBeOut: true,
    });
  });

  it('that does not tell what waits in it is asked once, and the job is taken back', async () => {
    const folder = aCups({ lp: TAKES, lpstat: 'exec sleep 60', cancel: 'echo "$@" > "$0.args"' });
    let programCount = 0;
    const world = {
      after(delayMs: number, run: () => void): () => void {
        if (delayMs < 1_000) queueMicrotask(run);
        else if (++programCount === 2) setImmediate(run);
        return () => undefined;
      },
    };
    const way = systemTransport('Receipts', world, folder);
    expect(await deliver(way, Buffer.from('bytes'), wanted)).toMatchObject({ problem: 'unsure' });
    expect(programCount).toBe(3);
    expect(readFileSync(`${folder}/cancel.args`, 'utf8').trim()).toBe('Receipts-12');
  });
});

/** For a program that ends by itself. */
const HASTY_ENOUGH = { after: () => () => undefined };

function inFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'printer-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, name);
}

/** What `lp` says of a job that it took. */
const TAKES = 'echo "request id is Receipts-12 (1 file(s))";';

/** For pauses between two looks, and not for a program that hangs. */
const IN_NO_TIME = {
  after(delayMs: number, run: () => void): () => void {
    if (delayMs < 1_000) queueMicrotask(run);
    return () => undefined;
  },
};

/** A folder with the programs of CUPS. */
function aCups(scripts: Partial<Record<'lp' | 'lpstat' | 'cancel', string>>): string {
  const folder = inFolder('');
  for (const [name, script] of Object.entries(scripts)) {
    const program = join(folder, name);
    writeFileSync(program, `#!/bin/sh\n${script}\n`);
    chmodSync(program, 0o755);
  }
  return folder;
}

/** The customer goes at the second look. */
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
