/** A number that the reader sends as text is read with all its signs. */
import { describe, expect, it } from 'vitest';
import { taughtHex, textReport } from './lab-reader.ts';

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

  it('is refused if the text is longer than a layout can hold', () => {
    const of = (end: string): string => textReport(1, end + '7'.repeat(70));
    expect(taughtHex(of('12345678'), of('87654321'))).toEqual(['unclear']);
  });
});
