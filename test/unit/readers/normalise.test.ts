import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { normalise } from '../../../src/main/readers/normalise.ts';
import { NO_RULES, rulesSchema } from '../../../src/main/readers/rules.ts';
import { anyText } from './any-text.ts';

function valueOf(text: string, rules: v.InferInput<typeof rulesSchema> = {}): string {
  const result = normalise(text, v.parse(rulesSchema, rules));
  return result.kind === 'value' ? result.value : `refused: ${result.why}`;
}

describe('a code without rules', () => {
  it('is the identifier, without surrounding spaces', () => {
    expect(valueOf('  4006381333931 \r\n')).toBe('4006381333931');
    expect(valueOf('Aa-1')).toBe('Aa-1');
  });

  it('is refused if it has a control character, is empty or is too long', () => {
    expect(valueOf('12\u001d34')).toBe('refused: controlCharacter');
    expect(valueOf('12\n34')).toBe('refused: controlCharacter');
    expect(valueOf('12\ud83d34')).toBe('refused: controlCharacter');
    expect(valueOf('12\u{1f4b3}34')).toBe('12\u{1f4b3}34');
    expect(valueOf(' \r')).toBe('refused: empty');
    expect(valueOf('x'.repeat(256))).toBe('refused: tooLong');
    expect(valueOf('x'.repeat(600))).toBe('refused: tooLong');
  });

  it('becomes a valid value or is refused with a reason, for every text', () => {
    fc.assert(
      fc.property(anyText(0, 700), (text) => {
        const result = normalise(text, NO_RULES);
        expect(result.kind === 'refused' || /^[^\p{Cc}\p{Cs}]{1,255}$/u.test(result.value)).toBe(
          true,
        );
      }),
    );
  });
});

describe('a code that a misconfigured scanner sends twice', () => {
  it('becomes one code, with or without a suffix in between', () => {
    expect(valueOf('1234\r1234\r')).toBe('1234');
    expect(valueOf('1234\r\n\r\n')).toBe('1234');
    expect(valueOf('40063813339314006381333931')).toBe('4006381333931');
  });

  it('is not cut in half if it may be a short code or a number that only looks doubled', () => {
    expect(valueOf('12121212')).toBe('12121212');
    expect(valueOf('1111111111111111')).toBe('1111111111111111');
  });

  it('is refused if it is two different codes in one', () => {
    expect(valueOf('1234\r5678\r')).toBe('refused: controlCharacter');
  });
});

describe('the rules of an owner', () => {
  it('take a parameter of a URL, and leave a plain code as it is', () => {
    const rules = { urlParameter: 'c' };
    expect(valueOf('https://shop.example/card?x=1&c=A1%20B2', rules)).toBe('A1 B2');
    expect(valueOf('HTTPS://SHOP.EXAMPLE/?c=1', rules)).toBe('1');
    expect(valueOf('A1B2', rules)).toBe('A1B2');
    expect(valueOf('https://shop.example/card', rules)).toBe('refused: noParameter');
  });

  it('take one value from GS1 data', () => {
    const rules = { gs1: '8018' };
    expect(valueOf('0109506000134352' + '8018123456789012345675', rules)).toBe(
      '123456789012345675',
    );
    expect(valueOf('https://id.gs1.org/8018/123456789012345675', rules)).toBe('123456789012345675');
    expect(valueOf('4006381333931', rules)).toBe('refused: noElement');
  });

  it('remove a prefix, change the case and check a pattern, in this order', () => {
    const rules = {
      stripPrefix: 'card:',
      case: 'upper',
      pattern: '0*([1-9A-F][0-9A-F]*)',
    } as const;
    expect(valueOf('card:004a1b', rules)).toBe('4A1B');
    expect(valueOf('004a1b', rules)).toBe('4A1B');
    expect(valueOf('card:xyz', rules)).toBe('refused: otherPattern');
    expect(valueOf('card:004a1b!', rules)).toBe('refused: otherPattern');
  });

  it('convert a number to the form of the registered cards', () => {
    const number = { from: 'decimal', byteCount: 4, byteOrder: 'reversed', base: 'hex' } as const;
    expect(valueOf('0077705923', { number })).toBe('C3B2A104');
    expect(valueOf('card', { number })).toBe('refused: noNumber');
  });

  it('cannot have an invalid pattern', () => {
    expect(v.is(rulesSchema, { pattern: '(' })).toBe(false);
  });
});
