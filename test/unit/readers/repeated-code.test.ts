import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { repeatedCode } from '../../../src/main/readers/repeated-code.ts';

describe('a code in one scan', () => {
  it.each([
    ['twice', '43542104354210', '4354210'],
    ['three times', '435421043542104354210', '4354210'],
    ['twice with a sign between', '4354210,4354210', '4354210'],
    ['twice with a blank between', 'A1B2 A1B2', 'A1B2'],
    ['three times with signs between', 'GOLD-1;GOLD-1;GOLD-1', 'GOLD-1'],
    ['twice, with a sign in it', 'GOLD-0001GOLD-0001', 'GOLD-0001'],
    ['twice, and it is a pair itself', '12121212', '1212'],
  ])('is found if it came %s: %s', (_how, text, code) => {
    expect(repeatedCode(text)).toBe(code);
  });

  it.each([
    ['once', '4354210'],
    ['and another one', '43542104354211'],
    ['twice, and it is too short', '123123'],
    ['of one character', '11111111'],
    ['twice, and it is random', '08A1B2C308A1B2C3'],
    ['twice, random, with a sign between', '08a1b2c3 08a1b2c3'],
    ['twice, random, with signs in it', '08:A1:B2:C3;08:A1:B2:C3'],
    ['twice, and it is half of a longer number', '8804A1B2,8804A1B2'],
    ['twice, and it may be random', '08123456,08123456'],
    ['twice with two signs between', '4354210--4354210'],
    ['twice with a letter between', '4354210x4354210'],
    ['with different signs between', '4354210,4354210;4354210'],
    ['and nothing', ''],
  ])('is not taken for a repeated one: %s', (_why, text) => {
    expect(repeatedCode(text)).toBeNull();
  });

  it('is always a part that makes up the whole', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), (text) => {
        const part = repeatedCode(text);
        if (part === null) return;
        expect(text.startsWith(part) && text.endsWith(part)).toBe(true);
        expect(text.length).toBeGreaterThanOrEqual(2 * part.length);
      }),
    );
  });
});
