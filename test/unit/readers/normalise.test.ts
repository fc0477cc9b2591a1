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

  it('take a parameter of a URL in capitals, as compact QR codes have it', () => {
    const rules = { urlParameter: 'card' };
    expect(valueOf('HTTPS://SHOP.EXAMPLE/?CARD=1', rules)).toBe('1');
    expect(valueOf('https://shop.example/?CARD=2&card=1', rules)).toBe('1');
    expect(valueOf('https://shop.example/?CARD=2&Card=1', rules)).toBe('refused: noParameter');
    expect(valueOf('https://shop.example/?cards=2', rules)).toBe('refused: noParameter');
  });

  it('keep the signs of a parameter of a URL', () => {
    const rules = { urlParameter: 'card' };
    expect(valueOf('https://shop.example/?card=a+b/c=', rules)).toBe('a+b/c=');
    expect(valueOf('https://shop.example/?x=1+1&card=a%2Bb%20c', rules)).toBe('a+b c');
  });

  it('take no parameter that came twice with different values, or with a character that is lost', () => {
    const rules = { urlParameter: 'card' };
    expect(valueOf('https://shop.example/?card=1&card=2', rules)).toBe('refused: noParameter');
    expect(valueOf('https://shop.example/?card=1&card=1', rules)).toBe('1');
    // In Latin-1, these are two cards.
    expect(valueOf('https://shop.example/?card=%FE123', rules)).toBe('refused: noParameter');
    expect(valueOf('https://shop.example/?card=%FF123', rules)).toBe('refused: noParameter');
    expect(valueOf('https://shop.example/?card=%C3%A9', rules)).toBe('é');
  });

  it('take one value from GS1 data', () => {
    const rules = { gs1: '8018' };
    const [one, other] = ['123456789012345678', '987654321098765432'];
    expect(valueOf(`8018${one}\u001d8018${other}`, rules)).toBe('refused: noElement');
    expect(valueOf('0109506000134352' + '8018123456789012345675', rules)).toBe(
      '123456789012345675',
    );
    expect(valueOf('https://id.gs1.org/8018/123456789012345675', rules)).toBe('123456789012345675');
    expect(valueOf('4006381333931', rules)).toBe('refused: noElement');
    const link = 'https://id.gs1.org/01/09506000134352?8018=1&8018=2';
    expect(valueOf(link, rules)).toBe('refused: noElement');
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
    expect(valueOf('card', { number })).toBe('card');
  });

  it('convert only what is a number of this kind', () => {
    const number = { from: 'decimal', byteCount: 4, base: 'hex' } as const;
    const read = ['0045131261', 'GOLD-0001', '12345678', '4006381333931', '9999999999'];
    expect(read.map((text) => valueOf(text, { number }))).toEqual([
      ...['02B0A5FD', 'GOLD-0001', '12345678', '4006381333931', '9999999999'],
    ]);
  });

  it('write a number of three bytes as three and five digits, and read it back', () => {
    const of = (from: 'decimal' | 'threeFive', base: 'threeFive' | 'threeFiveComma' | 'decimal') =>
      ({
        number: { from, base, byteCount: 3, ...(base === 'decimal' ? { digits: 8 } : {}) },
      }) as const;
    expect(valueOf('0013961168', of('decimal', 'threeFive'))).toBe('21302000');
    expect(valueOf('13961168', of('decimal', 'threeFiveComma'))).toBe('213,02000');
    expect(valueOf('213,02000', of('threeFive', 'decimal'))).toBe('13961168');
    expect(valueOf('21302000', of('threeFive', 'decimal'))).toBe('13961168');
    expect(valueOf('999,02000', of('threeFive', 'decimal'))).toBe('999,02000');
    // Four bytes have no place there. They are not cut.
    const four = { from: 'decimal', byteCount: 4, base: 'threeFive' } as const;
    expect(valueOf('0045131261', { number: four })).toBe('0045131261');
  });

  it('read a number of two parts with any usual sign between them', () => {
    const three = { from: 'threeFive', base: 'hex' } as const;
    const typed = ['213,02000', '213.02000', '213:02000', '213-02000', '213 02000', '213;02000'];
    expect(typed.map((text) => valueOf(text, { number: three }))).toEqual(
      typed.map(() => 'D507D0'),
    );
    const five = { from: 'fiveFive', base: 'hex' } as const;
    expect(valueOf('00688,41661', { number: five })).toBe('02B0A2BD');
    expect(valueOf('00688:41661', { number: { ...five, base: 'decimal', digits: 10 } })).toBe(
      '0045130429',
    );
    const others = ['65536,41661', '00688,65536', '688,41661', '0068841661'];
    expect(others.map((text) => valueOf(text, { number: five }))).toEqual(others);
  });

  it('read a decimal number without zeros in front, if the settings say so', () => {
    const number = { from: 'decimal', zeros: 'none', byteCount: 5, base: 'hex' } as const;
    const read = ['322133471939', '1095216660735', '0322133471939', '1099511627776'];
    expect(read.map((text) => valueOf(text, { number }))).toEqual([
      ...['4B00A6B2C3', 'FF000000FF', '0322133471939', '1099511627776'],
    ]);
  });

  it('guess no form that the settings do not name', () => {
    const eight = { from: 'decimal', byteCount: 3, base: 'decimal', digits: 8 } as const;
    expect(valueOf('0013961168', { number: eight })).toBe('13961168');
    const pattern = '01([0-9A-F]{8})[0-9A-F]{2}';
    expect(valueOf('01001293D858', { pattern })).toBe('001293D8');
  });

  it('convert the other usual forms: five bytes in decimal, and bytes with signs between them', () => {
    const five = { from: 'hex', byteCount: 5, base: 'decimal', digits: 13 } as const;
    expect(valueOf('1A02B0A5FD', { number: five })).toBe('0111714280957');
    const back = { from: 'decimal', byteCount: 5, base: 'hex' } as const;
    expect(valueOf('0111714280957', { number: back })).toBe('1A02B0A5FD');
    const plain = { from: 'hex', base: 'hex' } as const;
    const written = ['04:CE:1A:2B:3C:4D:5E', '04-CE-1A-2B-3C-4D-5E', '04 ce 1a 2b 3c 4d 5e'];
    expect(written.map((text) => valueOf(text, { number: plain }))).toEqual(
      written.map(() => '04CE1A2B3C4D5E'),
    );
    expect(valueOf('04CE1A2B3C4D5E6F7081', { number: plain })).toBe('04CE1A2B3C4D5E6F7081');
    expect(valueOf('04:CE', { number: { ...plain, byteCount: 7 } })).toBe('04:CE');
  });

  it('lose no zero byte of decimal numbers with four and with seven bytes', () => {
    const number = { from: 'decimal', byteOrder: 'reversed', base: 'hex' } as const;
    expect(valueOf('9199114', { number })).toBe('0A5E8C00');
    expect(valueOf(String(0x04a1b2c3d4e5f6n), { number })).toBe('F6E5D4C3B2A104');
    expect(valueOf(String(0xb2c3d4e5f6n), { number })).toBe('F6E5D4C3B20000');
  });

  it('convert what a pattern gives, if the number comes after the pattern', () => {
    const rules = {
      pattern: '01([0-9A-F]{8})[0-9A-F]{2}|(?:.{9})',
      number: { from: 'hex', base: 'decimal', digits: 10, when: 'afterPattern' },
    } as const;
    expect(valueOf('01001293D858', rules)).toBe('0001217496');
    expect(valueOf('no-number', rules)).toBe('refused: noNumber');
  });

  it('see no number of a character set before a code', () => {
    const rules = { urlParameter: 'card' };
    expect(valueOf('\\000026https://shop.example/?card=123456', rules)).toBe('123456');
    expect(valueOf('\\000003A1B2')).toBe('A1B2');
    expect(valueOf('\\000026')).toBe('\\000026');
    expect(valueOf('\\000899\\000000A1B2')).toBe('A1B2');
  });

  it('keep a number before a code that is of no character set', () => {
    const texts = ['\\654321777', '\\000900777', '\\811799777', '\\811800777', '\\999999777'];
    expect(texts.map((text) => valueOf(text))).toEqual(texts);
    expect(valueOf('\\000003\\654321777')).toBe('\\654321777');
  });

  it('cannot have an invalid pattern', () => {
    expect(v.is(rulesSchema, { pattern: '(' })).toBe(false);
  });
});
