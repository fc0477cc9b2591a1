/** Whatever two readers type: each form that is offered tells all cards apart and holds the whole number. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formsOf } from '../../../../src/main/readers/teach/number-forms.ts';
import { normalise } from '../../../../src/main/readers/normalise.ts';
import { NO_RULES } from '../../../../src/main/readers/rules.ts';
import { rulesOfTyped } from '../../../../src/main/readers/typed-rules.ts';
import { uidText } from '../../../../src/main/readers/decode/uid.ts';
import { runs } from '../../runs.ts';

function offered(...codes: readonly string[]): Record<string, readonly string[]> {
  return Object.fromEntries(formsOf(codes).map(({ writing, numbers }) => [writing, numbers]));
}

/** Every offered number of the first code. */
function numbersOf(...codes: readonly string[]): string[] {
  return formsOf(codes).map(({ numbers }) => numbers[0] ?? '');
}

describe('the forms of a number that a reader types', () => {
  it('are those of four bytes for ten digits', () => {
    expect(offered('0045131261', '0013961168')).toEqual({
      hex: ['02B0A5FD', '00D507D0'],
      hexReversed: ['FDA5B002', 'D007D500'],
      decimal: ['45131261', '13961168'],
      decimalReversed: ['4255494146', '3490174208'],
    });
    expect(offered('0045131261', '4294967295')).toEqual({});
  });

  it('are three and five digits only if no card would lose a byte', () => {
    expect(offered('0013961168', '0011559098')).toMatchObject({
      threeFive: ['21302000', '17624762'],
      threeFiveComma: ['213,02000', '176,24762'],
    });
    expect(offered('0013961168', '0045131261')).not.toHaveProperty('threeFive');
  });

  it('are those of three bytes, and of three and five digits, for eight digits', () => {
    expect(numbersOf('13961168', '11559098')).toEqual([
      ...['D507D0', '0013961168', '21302000', '213,02000'],
      // The same digits as three and five.
      ...['8BEEF0', '9170672', '0009170672', '139,61168'],
    ]);
    expect(numbersOf('21302000', '17625018')).toContain('0013961168');
    expect(offered('213,02000', '176,25018')).toMatchObject({
      hex: ['D507D0', 'B061BA'],
      decimal: ['13961168', '11559354'],
      threeFive: ['21302000', '17625018'],
    });
  });

  it('are those of five, seven and eight bytes for their digits', () => {
    expect(numbersOf('0111714280957', '0111714280958')).toContain('1A02B0A5FD');
    expect(numbersOf('01303689068602870', '01303689068602871')).toContain('04A1B2C3D4E5F6');
  });

  it('are those of four bytes for twice five digits', () => {
    expect(offered('00688,41661', '00213,02000')).toMatchObject({
      hex: ['02B0A2BD', '00D507D0'],
      decimalZeros: ['0045130429', '0013961168'],
    });
    // Each half has two bytes.
    expect(offered('99999,41661', '00213,02000')).toEqual({});
  });

  it('are those of five bytes for a number without zeros in front', () => {
    expect(offered('322133471939', '322133471940')).toMatchObject({
      hex: ['4B00A6B2C3', '4B00A6B2C4'],
      decimalZeros: ['0322133471939', '0322133471940'],
    });
    expect(numbersOf('1095216660735', '322133471939')).toContain('FF000000FF');
    expect(numbersOf('987654321', '123456789')).toContain('3ADE68B1');
  });

  it('lose no zero byte if the reader writes no zeros in front', () => {
    expect(offered('9199114', '1303689068602870')).toEqual({
      hex: ['008C5E0A', '04A1B2C3D4E5F6'],
      hexReversed: ['0A5E8C00', 'F6E5D4C3B2A104'],
    });
  });

  it('are those of the bytes for hexadecimal digits, also in small letters and with signs between them', () => {
    expect(offered('04a1b2c3', '04917e33')).toEqual({
      hex: ['04A1B2C3', '04917E33'],
      hexReversed: ['C3B2A104', '337E9104'],
      decimal: ['77705923', '76643891'],
      decimalZeros: ['0077705923', '0076643891'],
      decimalReversed: ['3283263748', '863932676'],
      decimalReversedZeros: ['3283263748', '0863932676'],
    });
    expect(numbersOf('04:CE:1A:2B', '04:CE:1A:2C')).toContain('04CE1A2B');
    expect(offered('04A1B2C3', '04A1B2C3D4E5F6')).toEqual({
      hexReversed: ['C3B2A104', 'F6E5D4C3B2A104'],
      decimalZeros: ['0077705923', '01303689068602870'],
      decimalReversedZeros: ['3283263748', '69495546249912580'],
    });
  });

  it('are none for a text that is no number, or for the barcode of a product', () => {
    expect(offered('GOLD-0001', 'GOLD-0002')).toEqual({});
    expect(offered('1111', '2222')).toEqual({});
    expect(offered('4006381333931', '4006381333948')).toEqual({});
    expect(offered('0045131261', 'GOLD-0002')).toEqual({});
    expect(offered()).toEqual({});
  });

  it('have no number that is random or blank', () => {
    expect(offered('0134217729', '0045131261')).not.toHaveProperty('hex');
    expect(offered('0000000000', '0045131261')).toEqual({});
  });
});

/** The decimal digits of the largest number of so many bytes. */
const DIGITS: Readonly<Record<number, number>> = { 3: 8, 4: 10, 5: 13, 7: 17, 8: 20, 10: 25 };

/** How readers type the bytes of a card. */
const TYPES: readonly ((bytes: Uint8Array) => string)[] = [
  (bytes) => uidText(bytes, { byteOrder: 'asRead', base: 'hex', digits: null }),
  (bytes) => uidText(bytes, { byteOrder: 'asRead', base: 'hex', digits: null }).toLowerCase(),
  (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(':'),
  (bytes) => uidText(bytes, { byteOrder: 'reversed', base: 'decimal', digits: null }),
  (bytes) => uidText(bytes, { byteOrder: 'asRead', base: 'decimal', digits: null }),
  (bytes) => uidText(bytes, { byteOrder: 'asRead', base: 'decimal', digits: 10 }),
  (bytes) =>
    uidText(bytes, {
      ...{ byteOrder: 'asRead', base: 'decimal' },
      digits: DIGITS[bytes.length] ?? 1,
    }),
];

const COUNTS = [3, 4, 5, 7, 8, 10];
const byte = fc.oneof(fc.integer({ min: 0, max: 255 }), fc.constantFrom(0, 1, 4, 8, 0x88, 0xff));
const aNumber = fc
  .constantFrom(...COUNTS)
  .chain((count) => fc.array(byte, { minLength: count, maxLength: count }))
  .map((bytes) => Uint8Array.from(bytes));

describe('the proof of an offered form', () => {
  it('holds for any cards: also a card that was not presented never becomes another one', () => {
    let offeredCount = 0;
    fc.assert(
      fc.property(
        fc.constantFrom(...TYPES),
        fc.array(aNumber, { minLength: 3, maxLength: 6 }),
        (type, cards) => {
          const typed = [...new Set(cards.map((bytes) => type(bytes)))];
          fc.pre(typed.length >= 3);
          for (const { entries, numbers } of formsOf(typed.slice(0, 2))) {
            offeredCount += 1;
            const all = typed.map((code) => {
              const result = normalise(code, rulesOfTyped(code, entries) ?? NO_RULES);
              return result.kind === 'value' ? result.value : null;
            });
            expect(all.slice(0, 2)).toEqual(numbers);
            const read = all.filter((number) => number !== null);
            expect(new Set(read).size).toBe(read.length);
          }
        },
      ),
      { numRuns: runs({ fast: 5_000, full: 40_000 }) },
    );
    expect(offeredCount).toBeGreaterThan(1_000);
  }, 3_600_000);

  it('offers the registered form of any two cards of one reader, in either byte order', () => {
    const filled = (bytes: Uint8Array): string =>
      uidText(bytes, { byteOrder: 'asRead', base: 'decimal', digits: DIGITS[bytes.length] ?? 1 });
    fc.assert(
      fc.property(
        fc.constantFrom(4, 5, 7, 8),
        fc.uint8Array({ minLength: 7, maxLength: 7 }),
        fc.uint8Array({ minLength: 7, maxLength: 7 }),
        (count, ...parts) => {
          // Neither end looks like a number that is random or goes on.
          const whole = (part: Uint8Array): Uint8Array =>
            Uint8Array.from([4, ...part.subarray(0, count - 2), 5]);
          const [one, two] = [whole(parts[0]), whole(parts[1])];
          fc.pre(Buffer.compare(one, two) !== 0);
          for (const byteOrder of ['asRead', 'reversed'] as const) {
            const registered = uidText(one, { byteOrder, base: 'hex', digits: null });
            expect(numbersOf(filled(one), filled(two))).toContain(registered);
          }
        },
      ),
      { numRuns: runs({ fast: 1_000, full: 10_000 }) },
    );
  }, 3_600_000);
});
