import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { errorFacts } from '../../../src/main/log/error-facts.ts';
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

describe('the log entry of an error', () => {
  it('has the name of the error and the place in the code', () => {
    const { name, frames } = errorFacts(thrownBy(() => assert(false, 'a row is never lost')));
    expect(name).toBe('Error');
    expect(frames[0]).toMatch(/^at assert \(.*assert\.ts:\d+:\d+\)$/);
    expect(frames.join('\n')).toContain('error-facts.test.ts');
  });

  it('never has the value that did not parse, although the message and the issues of the error have it', () => {
    const error = thrownBy(() => v.parse(v.object({ value: v.number() }), { value: CARD }));
    expect(String(error)).toContain(CARD);
    expect(errorFacts(error).name).toBe('ValiError');
    expect(JSON.stringify(errorFacts(error))).not.toContain(CARD);
  });

  it('has the error code of SQLite, which says what is wrong with the disk', () => {
    const error = new Database.SqliteError('disk I/O error', 'SQLITE_IOERR_READ');
    expect(errorFacts(error).name).toBe('SqliteError (SQLITE_IOERR_READ)');
  });

  it('has nothing of the message, even if the message looks like a stack frame', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (noise) => {
        const error = new Error(`${noise}\n    at ${CARD} (card.ts:1:1)\n`);
        const { frames } = errorFacts(error);
        expect(frames.join('\n')).not.toContain(CARD);
        expect(frames.length).toBeGreaterThan(0);
      }),
    );
  });

  it.each([CARD, null, undefined, { card: CARD }])(
    'does not have a thrown value that is not an Error: %j',
    (thrown) => {
      expect(errorFacts(thrown)).toEqual({ name: 'not an Error', frames: [] });
    },
  );

  it('does not have a name or an error code that could be a card value', () => {
    const error = new Error('x');
    error.name = `Error of ${CARD}`;
    Object.assign(error, { code: `E ${CARD}` });
    expect(errorFacts(error).name).toBe('Error');
  });
});
