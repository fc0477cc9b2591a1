import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { lastWords } from '../../../src/main/lifecycle/failure-log.ts';
import { assert } from '../../../src/shared/assert.ts';

const CARD = 'cilwjefwnsvidjfkjskjf';

function thrownBy(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  return expect.fail('it threw nothing');
}

describe('the last words of a process', () => {
  it('name the error and where it happened', () => {
    const words = lastWords(thrownBy(() => assert(false, 'a row is never lost')));
    expect(words[0]).toBe('stopped by Error');
    expect(words[1]).toMatch(/^ {4}at assert \(.*assert\.ts:\d+:\d+\)$/);
    expect(words.join('\n')).toContain('failure-log.test.ts');
  });

  it('have no value that did not parse, though its message and its parts have it', () => {
    const error = thrownBy(() => v.parse(v.object({ value: v.number() }), { value: CARD }));
    expect(String(error)).toContain(CARD);
    expect(lastWords(error)[0]).toBe('stopped by ValiError');
    expect(lastWords(error).join('\n')).not.toContain(CARD);
  });

  it('have the code by which SQLite tells what is wrong with the disk', () => {
    const error = new Database.SqliteError('disk I/O error', 'SQLITE_IOERR_READ');
    expect(lastWords(error)[0]).toBe('stopped by SqliteError (SQLITE_IOERR_READ)');
  });

  it('have nothing of any message, not even of one that looks like a frame', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (noise) => {
        const error = new Error(`${noise}\n    at ${CARD} (card.ts:1:1)\n`);
        expect(lastWords(error).join('\n')).not.toContain(CARD);
        expect(lastWords(error).length).toBeGreaterThan(1);
      }),
    );
  });

  it.each([CARD, null, undefined, { card: CARD }])(
    'say as much of what is no error: %j',
    (thrown) => {
      expect(lastWords(thrown)).toEqual(['stopped by something that is no error']);
    },
  );

  it('take no name that could be a value', () => {
    const error = new Error('x');
    error.name = `Error of ${CARD}`;
    Object.assign(error, { code: `E ${CARD}` });
    expect(lastWords(error)[0]).toBe('stopped by an error');
  });
});
