import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { plainText } from '../../../src/main/leat/plain-text.ts';
import { identifierBodySchema, shopBodySchema } from '../../../src/main/leat/schemas.ts';

describe('a name from the API', () => {
  it.each([
    ['Cafe\u001bp\u0000\u0019', 'Cafe p'],
    ['Cafe\nPaid 0,00', 'Cafe Paid 0,00'],
    ['A\u2028B\u0085C', 'A B C'],
    ['\u001b@ Krab \u007f', '@ Krab'],
  ])('becomes one line of plain text, for a shop and for a card: %j', (name, plain) => {
    const shop = v.parse(shopBodySchema, { data: { uuid: 'a', name } });
    const card = v.parse(identifierBodySchema, { data: { value: 'a', name } });
    expect([shop.name, card.name]).toEqual([plain, plain]);
  });

  it('never has a control character, and keeps every letter', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(plainText(text)).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
        expect(lettersOf(plainText(text))).toBe(lettersOf(text));
      }),
    );
  });

  it('keeps the joiners that a script needs', () => {
    expect(plainText('می\u200cخواهم')).toBe('می\u200cخواهم');
  });
});

function lettersOf(text: string): string {
  return text.replaceAll(/[^\p{L}\p{M}\p{N}]/gu, '');
}
