/** Runs in child processes: the code under test ends its process. */
import { spawn, spawnSync } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Log } from '../../../src/main/log/log.ts';
import { aLog } from '../../builders/log.ts';
import { endOnFailure } from '../../../src/main/lifecycle/end-on-failure.ts';

const MODULE = join(import.meta.dirname, '../../../src/main/lifecycle/end-on-failure.ts');
const LOG_MODULE = join(import.meta.dirname, '../../../src/main/log/open-log.ts');
const CARD = 'cilwjefwnsvidjfkjskjf';

const BEGIN = `
  const { endOnFailure, ignoreWriteErrors } = await import(${JSON.stringify(MODULE)});
  const { openLog } = await import(${JSON.stringify(LOG_MODULE)});
  ignoreWriteErrors([process.stdout, process.stderr]);
  endOnFailure(process, {
    log: openLog({ dataDir: null }),
    end: () => process.exit(7),
  });
  const v = await import('valibot');
  const parse = () => v.parse(v.number(), ${JSON.stringify(CARD)});
`;

function argsOf(script: string): string[] {
  return ['--input-type=module', '--eval', BEGIN + script];
}

describe('an uncaught failure', () => {
  it.each([
    ['thrown later', 'queueMicrotask(parse); setTimeout(() => undefined, 60_000);'],
    ['rejected', 'void Promise.resolve().then(parse); setTimeout(() => undefined, 60_000);'],
  ])('%s ends the process at once, and the log has no values of it', (_how, script) => {
    const { status, stderr } = spawnSync(process.execPath, argsOf(script), { encoding: 'utf8' });
    expect(status).toBe(7);
    expect(JSON.parse(stderr)).toMatchObject({
      level: 'error',
      error: 'ValiError',
      stack: expect.arrayContaining([expect.stringMatching(/^at /)]) as unknown,
    });
    expect(stderr).not.toContain(CARD);
  });

  it('ends the process once, even if there are more failures meanwhile or the log cannot be written', () => {
    const failing = new EventEmitter();
    const ends: string[] = [];
    const log: Log = {
      ...aLog().log,
      error() {
        throw new Error('no log');
      },
    };
    endOnFailure(failing, { log, end: () => ends.push('end') });
    expect(() => failing.emit('uncaughtException', new Error('first'))).toThrow('no log');
    failing.emit('unhandledRejection', new Error('second'));
    expect(ends).toEqual(['end']);
  });
});

describe('a log on a pipe whose other end is closed', () => {
  it.each([
    ['is no end: it goes on to its own', 'process.stdin.destroy(); process.exitCode = 3;', 3],
    ['keeps no failure from ending it', 'setImmediate(parse);', 7],
  ])('%s', async (_what, goesOn, exitCode) => {
    const script = `
      process.stdin.once('data', () => {
        for (let line = 0; line < 100; line += 1) process.stderr.write('a reader came\\n');
        ${goesOn}
      });
      process.stderr.write('up');`;
    const child = spawn(process.execPath, argsOf(script), { stdio: ['pipe', 'ignore', 'pipe'] });
    const exit = once(child, 'exit');
    await once(child.stderr, 'data');
    child.stderr.destroy();
    await once(child.stderr, 'close');
    child.stdin.write('go');
    expect(await exit).toEqual([exitCode, null]);
  });
});
