/** A number that the reader sends as text is read with all its signs. */
import { describe, expect, it } from 'vitest';
import { decodeNfcHid } from '../../../../src/main/readers/decode/nfc-hid.ts';
import type { Taught } from '../../../../src/main/readers/teach/teach.ts';
import { fromHex, taughtBy, taughtHex, textReport } from './lab-reader.ts';

const repeat = (report: Uint8Array): Uint8Array[] => [report, report, report];

describe('a reader that sends text', () => {
  it('is read with every sign of the number', () => {
    expect(taughtHex(textReport(1, '111,27706'), textReport(1, '213,02000'))).toEqual([
      '111,27706',
      '213,02000',
    ]);
    expect(taughtHex(textReport(1, '04 A1 B2 C3'), textReport(1, '04 A1 B2 FF'))).toEqual([
      'unclear',
    ]);
    expect(taughtHex(textReport(1, '04:A1:B2:C3'), textReport(1, '04:17:33:99'))).toEqual([
      '04:A1:B2:C3',
      '04:17:33:99',
    ]);
  });

  it('is read without the AIM identifier, which may be the name of the symbology alone', () => {
    const of = (code: string): string => `010b${Buffer.from(code).toString('hex')}`;
    expect(taughtHex(of(']A002374938'), of(']A002371111'))).toEqual(['02374938', '02371111']);
  });

  it('is not cut if a longer text comes later in a longer report', () => {
    const read = (...taught: readonly string[]) =>
      taughtBy(...taught.map((text) => repeat(of(text))));
    const of = (text: string): Uint8Array => fromHex(textReport(1, text));
    const later = (taught: Taught, text: string): string | null => {
      if (taught.kind === 'refused' || taught.choices[0].settings.driver !== 'nfcHid')
        return taught.kind;
      return decodeNfcHid(of(text), taught.choices[0].settings.layout).fault;
    };
    expect(later(read('0412ABCD', '04556677'), '046A2BFBED59A4')).toBe('malformed');
    expect(later(read('0412ABCD\r', '04556677\r'), '046A2BFBED59A4\r')).toBe('malformed');
    expect(later(read('2202606592', '1889674017'), '13752792084129510')).toBe('malformed');
    expect(later(read('0412ABCD', '04556677'), '0412ABCE')).toBeNull();
  });

  it('is refused if the text is longer than a layout can hold', () => {
    const of = (end: string): string => textReport(1, end + '7'.repeat(70));
    expect(taughtHex(of('12345678'), of('87654321'))).toEqual(['unclear']);
  });
});
