/** A number that is random at each touch is refused whatever rule follows. A printed code is not. */
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { normalise } from '../../../src/main/readers/normalise.ts';
import { rulesSchema } from '../../../src/main/readers/rules.ts';

type RulesInput = v.InferInput<typeof rulesSchema>;

function valueOf(text: string, rules: RulesInput, isNeverRandom = false): string {
  const result = normalise(text, v.parse(rulesSchema, rules), { isNeverRandom });
  return result.kind === 'value' ? result.value : result.why;
}

describe('a number that is random at each touch', () => {
  it.each<[text: string, rules: RulesInput]>([
    ['08A1B2C3', { pattern: '[0-9A-F]{8}' }],
    ['08a1b2c3', { pattern: '[0-9a-f]+' }],
    ['08a1b2c3', { pattern: '[0-9A-F]{8}', case: 'upper' }],
    ['08A1B2C3', { pattern: '.*' }],
    ['08A1B2C3', { pattern: '[0-9A-F]{8}|[0-9A-F]{14}' }],
    ['08A1B2C3', { pattern: '0*([1-9A-F][0-9A-F]*)' }],
    ['08123456', { pattern: '[0-9A-F]{8}' }],
    ['08:A1:B2:C3', { pattern: '(?:[0-9A-F]{2}:?){4}' }],
    ['0x08A1B2C3', { pattern: '0x([0-9A-F]{8})' }],
    ['A08A1B2C3', { pattern: 'A([0-9A-F]{8})' }],
    ['UID=08A1B2C3;', { pattern: 'UID=([0-9A-F]{8});' }],
    ['uid=08a1b2c3;', { pattern: 'UID=([0-9A-F]{8});', case: 'upper' }],
    ['UID:08A1B2C3', { stripPrefix: 'UID:', pattern: '[0-9A-F]{8}' }],
    ['08A1B2C3', { urlParameter: 'card' }],
    ['08A1B2C3D8', {}],
    ['08A1B2C3D8', { pattern: '([0-9A-F]{8})[0-9A-F]{2}' }],
    ['08123456', { number: { from: 'hex' } }],
    ['0144814787', { number: { from: 'decimal', byteCount: 4 }, pattern: '[0-9A-F]{8}' }],
    [
      'ID0144814787',
      { pattern: 'ID([0-9]{10})', number: { from: 'decimal', byteCount: 4, when: 'afterPattern' } },
    ],
  ])('is refused: %s with %j', (text, rules) => {
    expect(valueOf(text, rules)).toBe('randomUid');
  });

  it('is refused with what readers write around it', () => {
    const texts = ['UID:08A1B2C3', 'UID: 08 A1 B2 C3', 'csn=08a1b2c3', 'ISO14443A: 08A1B2C3'];
    const signs = [';08A1B2C3?', '%08A1B2C3?', '08A1B2C3;', '08A1B2C3,', '$08A1B2C3', '<08A1B2C3>'];
    const ends = ['08A1B2C39000', '08 A1 B2 C3 90 00', '08A1B2C3FFFFFFFF', '08A1B2C3FFFFFF'];
    for (const text of [...texts, ...signs, ...ends]) {
      expect([text, valueOf(text, {})]).toEqual([text, 'randomUid']);
      const half = text.replace('08', '88');
      expect([half, valueOf(half, {})]).toEqual([half, 'halfNumber']);
    }
  });

  it('is refused as half of a number too', () => {
    expect(valueOf('8804B2C3', { pattern: '[0-9A-F]{8}' })).toBe('halfNumber');
  });
});

describe('a code that only looks like such a number', () => {
  it.each<[text: string, rules: RulesInput, value: string]>([
    // Only a printed code is described so.
    ['08123456', { pattern: '[0-9]{8}' }, '08123456'],
    ['08A1B2C3', { pattern: '08[0-9A-F]{6}' }, '08A1B2C3'],
    ['08AB1234', { pattern: '[0-9]{2}[A-Z]{2}[0-9]{4}' }, '08AB1234'],
    ['08A1B2C3', { pattern: '[0-9]{2}(?:[A-Z][0-9]){3}' }, '08A1B2C3'],
    ['08123456', {}, '08123456'],
    ['ID:08123456', {}, 'ID:08123456'],
    ['UID:04A1B2C3', {}, 'UID:04A1B2C3'],
    ['AB:08:A1:B2:C3', {}, 'AB:08:A1:B2:C3'],
    ['04A1B2C3D4E5F6;', {}, '04A1B2C3D4E5F6;'],
    ['04A1B2C39000', {}, '04A1B2C39000'],
    // A card of 125 kHz has five bytes, or six with a check byte. The pattern takes four of them.
    ['0108A1B2C3', { pattern: '01([0-9A-F]{8})' }, '08A1B2C3'],
    ['0108A1B2C358', { pattern: '01([0-9A-F]{8})[0-9A-F]{2}' }, '08A1B2C3'],
    [
      '0108A1B2C358',
      {
        pattern: '01([0-9A-F]{8})[0-9A-F]{2}',
        number: { from: 'hex', base: 'decimal', digits: 10, when: 'afterPattern' },
      },
      '0144814787',
    ],
    ['08A1B2C3D4', {}, '08A1B2C3D4'],
    // An address is printed, or stored on the card.
    ['https://shop.example/?card=08A1B2C3', { urlParameter: 'card' }, '08A1B2C3'],
    ['C3B2A108', { number: { from: 'hex', byteOrder: 'reversed' }, pattern: '.*' }, '08A1B2C3'],
    ['04A1B2C3', { pattern: '[0-9A-F]{8}' }, '04A1B2C3'],
  ])('is used: %s with %j', (text, rules, value) => {
    expect(valueOf(text, rules)).toBe(value);
  });

  it('is used if the scanner says that it is a barcode', () => {
    expect(valueOf('08A1B2C3', { pattern: '[0-9A-F]{8}' }, true)).toBe('08A1B2C3');
  });
});
