import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeText } from '../../../src/main/settings/decode-text.ts';
import { parseLenientJson } from '../../../src/main/settings/lenient-json.ts';

/** As deep as settings can be. */
const anyJson = fc.jsonValue({ maxDepth: 5, noUnicodeString: false });

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('lenient JSON', () => {
  it('reads every JSON text as JSON does', () => {
    fc.assert(
      fc.property(anyJson, fc.constantFrom(undefined, 2, '\t'), (value, space) => {
        const text = JSON.stringify(value, null, space);
        const read = parseLenientJson(text);
        expect(read).toMatchObject({ kind: 'value', hasComments: false });
        // `-0` has no form of its own in JSON.
        expect(read.kind === 'value' && JSON.stringify(read.value)).toBe(
          JSON.stringify(JSON.parse(text)),
        );
      }),
    );
  });

  it('reads a text that JSON reads, or names the problem, and never throws', () => {
    const piece = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"b',
      '1',
      '-',
      'true',
      '//',
      '/*',
      '*/',
      '\n',
      '\\',
      '“',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const text = pieces.join(' ');
        const read = parseLenientJson(text);
        // JSON takes the last of two values with the same name, without a word.
        const problem = read.kind === 'damaged' ? read.problem : null;
        fc.pre(problem?.includes('appears twice') !== true);
        expect(problem ?? 'not JSON').toMatch(/^not JSON/);
        expect(problem !== null && isJson(text)).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });

  it('never quotes a value in a problem', () => {
    for (const text of [
      '{ "token": secret }',
      '{ "token": "secret }',
      '{ "token": "secret" "x" }',
    ]) {
      expect(JSON.stringify(parseLenientJson(text))).not.toContain('secret');
    }
  });
});

describe('the encoding of a text file', () => {
  it('is found for each text that begins with an ASCII character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.boolean(), (rest, hasMark) => {
        const text = `{${rest}`;
        const written = hasMark ? `\ufeff${text}` : text;
        const little = Buffer.from(written, 'utf16le');
        for (const bytes of [Buffer.from(written), little, Buffer.from(little).swap16()]) {
          expect(decodeText(bytes)).toEqual({ kind: 'text', text });
        }
      }),
    );
  });
});
