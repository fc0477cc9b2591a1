import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { rulesSchema } from '../../../src/main/readers/rules.ts';
import { normalise } from '../../../src/main/readers/normalise.ts';
import { rulesOfTyped, typedRulesSchema } from '../../../src/main/readers/typed-rules.ts';

const TO_HEX = { from: 'decimal', byteCount: 4, base: 'hex' } as const;
const OF_KIOSK = v.parse(rulesSchema, { case: 'upper' });

/** What becomes of a typed code by these entries, and by the rules of the kiosk where none fits. */
function identifiers(
  texts: readonly string[],
  ...entries: readonly v.InferInput<typeof typedRulesSchema>[]
): string[] {
  const parsed = entries.map((entry) => v.parse(typedRulesSchema, entry));
  return texts.map((text) => {
    const result = normalise(text, rulesOfTyped(text, parsed) ?? OF_KIOSK);
    return result.kind === 'value' ? result.value : `refused: ${result.why}`;
  });
}

describe('the rules for the codes of one of several readers that type', () => {
  it('are found by the length and the characters of a code', () => {
    const nfc = {
      ...{ lengthMin: 10, lengthMax: 10, alphabet: 'digits' as const },
      identifier: { number: TO_HEX },
    };
    expect(identifiers(['0045131261', 'gold-00001', '12345678'], nfc)).toEqual([
      ...['02B0A5FD', 'GOLD-00001', '12345678'],
    ]);
  });

  it('are found by how a code begins, which stays in the code unless a rule removes it', () => {
    const scanner = { beginsWith: '~', identifier: { stripPrefix: '~' } };
    expect(identifiers(['~gold1', 'gold1'], scanner)).toEqual(['gold1', 'GOLD1']);
    expect(identifiers(['~gold1'], { beginsWith: '~', identifier: {} })).toEqual(['~gold1']);
    const numbers = { ...scanner, alphabet: 'digits' as const };
    expect(identifiers(['~1234', '~12a4'], numbers)).toEqual(['1234', '~12A4']);
  });

  it('see hexadecimal digits with signs between the bytes, and no other text with such signs', () => {
    const hex = { alphabet: 'hex' as const, identifier: { number: { from: 'hex' as const } } };
    expect(identifiers(['04:ce:1a:2b', '04ce1a2b'], hex)).toEqual(['04CE1A2B', '04CE1A2B']);
    const lower = { alphabet: 'hex' as const, identifier: { case: 'lower' as const } };
    expect(identifiers(['04:CE', '04:CE-1A', '4:CE', 'ABCDEFG'], lower)).toEqual([
      ...['04:ce', '04:CE-1A', '4:CE', 'ABCDEFG'],
    ]);
  });

  it('are those of the first entry that fits', () => {
    const [one, two] = ['1', '2'].map((digit) => ({
      alphabet: 'digits' as const,
      identifier: { stripPrefix: digit },
    }));
    expect(identifiers(['12345'], one ?? { identifier: {} }, two ?? { identifier: {} })).toEqual([
      '2345',
    ]);
  });

  it('ignore what a scanner sends around its code', () => {
    const digits = { alphabet: 'digits' as const, identifier: { number: TO_HEX } };
    const ten = { ...digits, lengthMax: 10 };
    expect(identifiers(['0045131261\r\n', '00451312610045131261'], ten)).toEqual([
      ...['02B0A5FD', '02B0A5FD'],
    ]);
    expect(rulesOfTyped(']C00045131261', [v.parse(typedRulesSchema, ten)])).not.toBeNull();
  });

  it('cannot have lengths that no code has', () => {
    expect(v.is(typedRulesSchema, { lengthMin: 11, lengthMax: 10, identifier: {} })).toBe(false);
    expect(v.is(typedRulesSchema, { lengthMin: 10, lengthMax: 10, identifier: {} })).toBe(true);
  });
});
