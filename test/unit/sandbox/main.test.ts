import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';

const readySchema = v.strictObject({ url: v.string(), token: v.string() });

function launch(...args: string[]): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, ['src/sandbox/main.ts', ...args]);
}

async function readyLine(child: ChildProcessWithoutNullStreams): Promise<{
  url: string;
  token: string;
}> {
  for await (const line of createInterface(child.stdout)) {
    return v.parse(readySchema, JSON.parse(line));
  }
  throw new Error('the command ended without its line');
}

async function stopped(child: ChildProcessWithoutNullStreams): Promise<unknown> {
  child.kill('SIGTERM');
  return exitCode(child);
}

async function exitCode(child: ChildProcessWithoutNullStreams): Promise<unknown> {
  const exit: unknown[] = await once(child, 'exit');
  return exit[0];
}

async function collected(stream: NodeJS.ReadableStream): Promise<string> {
  let text = '';
  for await (const chunk of stream) text += String(chunk);
  return text;
}

describe('the command', () => {
  it('prints one line when ready, serves the demo account, and stops cleanly', async () => {
    const child = launch('--token', 'my-token');
    const { url, token } = await readyLine(child);
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(token).toBe('my-token');
    const shops = await fetch(`${url}/api/v3/oauth/clients/shops`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(await shops.json()).toMatchObject({ data: [{ uuid: '123123' }, {}] });
    expect(await stopped(child)).toBe(0);
  });

  it('keeps its data and its token in a file', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'sandbox-'));
    const file = join(directory, 'sandbox.sqlite');
    const first = launch('--db', file, '--demo');
    const before = await readyLine(first);
    const post = await fetch(`${before.url}/__sandbox/contacts`, {
      method: 'POST',
      body: JSON.stringify({ uuid: 'kept', balanceInCents: 100 }),
    });
    expect(post.status).toBe(200);
    await stopped(first);
    const second = launch('--db', file);
    const after = await readyLine(second);
    expect(after.token).toBe(before.token);
    const ledger = await fetch(`${after.url}/__sandbox/contacts/kept/ledger`);
    expect(await ledger.json()).toMatchObject([{ amount_in_cents: 100 }]);
    await stopped(second);
    await rm(directory, { recursive: true });
  });

  it.each([
    [['--port', '99999'], /--port takes a number from 0 to 65535, not '99999'/],
    [['--port', 'x'], /--port takes a number/],
    [['--demo', '--empty'], /Choose one of --demo and --empty/],
    [['--fast'], /Unknown option '--fast'/],
    [['--token', 'two words'], /--token takes a text without spaces/],
    [['stray'], /Unexpected argument 'stray'/],
  ])('explains what is wrong with %j', async (args, expected) => {
    const child = launch(...args);
    const output = Promise.all([collected(child.stdout), collected(child.stderr)]);
    const code = await exitCode(child);
    const [stdout, stderr] = await output;
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(expected);
    expect(stderr).toContain('Usage: npm run sandbox');
  });

  it('says if its port is taken', async () => {
    const first = launch();
    const { url } = await readyLine(first);
    const second = launch('--port', new URL(url).port);
    const stderr = collected(second.stderr);
    const code = await exitCode(second);
    expect(code).toBe(1);
    expect(await stderr).toMatch(/The sandbox cannot run: .*EADDRINUSE/);
    await stopped(first);
  });
});
