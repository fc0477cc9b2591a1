import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import * as v from 'valibot';
import { createLog } from '../../../src/main/log/create-log.ts';
import { toJsonLine, toTerminalLine } from '../../../src/main/log/format.ts';
import { LOG_FILE, OLD_LOG_FILE, openLogFile } from '../../../src/main/log/log-file.ts';
import type { LogEntry } from '../../../src/main/log/log.ts';
import { aLog } from '../../builders/log.ts';

const CARD = 'cilwjefwnsvidjfkjskjf';

function aDataDir(): string {
  const dataDir = mkdtempSync(join(tmpdir(), 'kiosk-log-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  return dataDir;
}

describe('a log entry', () => {
  it('has a time, a level, a module and a message', () => {
    const entries: LogEntry[] = [];
    const log = createLog({
      module: 'kiosk',
      now: () => new Date('2026-11-29T18:34:05.123Z'),
      write: (entry) => entries.push(entry),
    });
    log.child({ module: 'readers' }).warn('reader front: away; check its cable');
    expect(entries).toEqual([
      {
        time: '2026-11-29T18:34:05.123Z',
        level: 'warn',
        module: 'readers',
        message: 'reader front: away; check its cable',
      },
    ]);
  });

  it.each(['info', 'warn', 'error'] as const)(
    'of level %s never has the message of an error',
    (level) => {
      const { log, entries } = aLog();
      try {
        v.parse(v.object({ value: v.number() }), { value: CARD });
      } catch (error) {
        log[level]('a reply was refused', error);
      }
      expect(entries).toMatchObject([{ level, error: 'ValiError' }]);
      expect(entries.map(toJsonLine).join()).toContain('log.test.ts');
      expect(entries.map(toJsonLine).join()).not.toContain(CARD);
      expect(entries.map(toTerminalLine).join()).not.toContain(CARD);
    },
  );

  it('says that the thrown value is not an Error', () => {
    const { log, entries } = aLog();
    log.error('the program failed', undefined);
    expect(entries).toMatchObject([{ error: 'not an Error', stack: [] }]);
  });
});

const ENTRY: LogEntry = {
  time: '2026-11-29T18:34:05.123Z',
  level: 'error',
  module: 'kiosk',
  message: 'the program failed and ends',
  error: 'ValiError',
  stack: ['at parse (schema.ts:1:2)'],
};

describe('a line of the log', () => {
  it('is one line of JSON for programs', () => {
    const line = toJsonLine({ ...ENTRY, message: 'two\nlines' });
    expect(line).not.toContain('\n');
    expect(JSON.parse(line)).toEqual({ ...ENTRY, message: 'two\nlines' });
  });

  it('is plain text for a person at a terminal', () => {
    expect(toTerminalLine(ENTRY)).toBe(
      '18:34:05.123 error kiosk: the program failed and ends [ValiError]\n    at parse (schema.ts:1:2)',
    );
  });

  it('cannot move the cursor of a terminal or forge a line', () => {
    const { log, entries } = aLog();
    log.info('a\nb\u001b[2Jc');
    expect(entries.map(toTerminalLine)).toEqual(['00:00:00.000 info  test: a b [2Jc']);
  });
});

describe('the log file', () => {
  it('can be read by its owner only', ({ skip }) => {
    if (process.platform === 'win32') skip('Windows has no file modes');
    const dataDir = aDataDir();
    openLogFile(dataDir)('a line');
    expect(statSync(join(dataDir, LOG_FILE)).mode & 0o777).toBe(0o600);
  });

  it('has each line unchanged as soon as it is logged', () => {
    const dataDir = aDataDir();
    const write = openLogFile(dataDir);
    write('100 %s of %c');
    expect(readFileSync(join(dataDir, LOG_FILE), 'utf8').trimEnd()).toBe('100 %s of %c');
  });

  it('is continued by the next run', () => {
    const dataDir = aDataDir();
    openLogFile(dataDir)('first run');
    openLogFile(dataDir)('second run');
    const lines = readFileSync(join(dataDir, LOG_FILE), 'utf8').trimEnd().split(/\r?\n/);
    expect(lines).toEqual(['first run', 'second run']);
  });

  it('is moved aside when it is full, so that there are never more than two', () => {
    const dataDir = aDataDir();
    const maxBytes = 1000;
    const write = openLogFile(dataDir, maxBytes);
    for (let line = 0; line < 500; line += 1) write(`line ${line}`);
    expect(readdirSync(dataDir).sort()).toEqual([LOG_FILE, OLD_LOG_FILE]);
    for (const name of [LOG_FILE, OLD_LOG_FILE]) {
      expect(statSync(join(dataDir, name)).size).toBeLessThan(maxBytes + 20);
    }
    expect(readFileSync(join(dataDir, LOG_FILE), 'utf8').trimEnd()).toMatch(/line 499$/);
  });

  it('does not stop the program if it cannot be written', () => {
    const dataDir = aDataDir();
    const write = openLogFile(join(dataDir, 'kiosk'));
    rmSync(dataDir, { recursive: true });
    expect(() => write('a line')).not.toThrow();
  });
});
