import { describe, expect, it } from 'vitest';
import {
  isGtin,
  parseDigitalLink,
  parseElements,
} from '../../../../src/main/readers/decode/gs1.ts';

describe('GS1 data', () => {
  it('is split at fixed lengths and at separators', () => {
    expect(parseElements('0109506000134352' + '10ABC123\u001d' + '17261231' + '21SERIAL')).toEqual([
      { ai: '01', value: '09506000134352' },
      { ai: '10', value: 'ABC123' },
      { ai: '17', value: '261231' },
      { ai: '21', value: 'SERIAL' },
    ]);
    expect(parseElements('\u001d8018095060001343524')).toEqual([
      { ai: '8018', value: '095060001343524' },
    ]);
  });

  it('is not found in other text', () => {
    for (const text of ['', 'hello', '01123', '0109506000134', '05123456', '21']) {
      expect(parseElements(text)).toBeNull();
    }
  });

  it('is read from a Digital Link', () => {
    expect(parseDigitalLink('https://id.gs1.org/01/09506000134352/21/A%2F1?8018=42&x=y')).toEqual([
      { ai: '01', value: '09506000134352' },
      { ai: '21', value: 'A/1' },
      { ai: '8018', value: '42' },
    ]);
    expect(parseDigitalLink('https://example.org/cards/12')).toBeNull();
    expect(parseDigitalLink('https://example.org/255')).toBeNull();
    expect(parseDigitalLink('https://example.org/01/%E0%A4%A')).toBeNull();
  });
});

describe('a Digital Link', () => {
  it.each([
    ['00', '106141412345678908'],
    ['01', '09506000134352'],
    ['253', '9501101021023123'],
    ['255', '9501101021023'],
    ['401', '9501101A1'],
    ['402', '95011010210231238'],
    ['414', '9501101021023'],
    ['415', '9501101021023'],
    ['417', '9501101021023'],
    ['8003', '09501101021023A1'],
    ['8004', '9501101A1'],
    ['8006', '095060001343520102'],
    ['8010', '9501101A1'],
    ['8013', '9501101A1cX'],
    ['8017', '012345678901234567'],
    ['8018', '012345678901234567'],
  ])('may begin with any GS1 key: %s', (ai, value) => {
    expect(parseDigitalLink(`https://example.org/a/${ai}/${value}`)).toEqual([{ ai, value }]);
  });

  it('does not begin at a part of the URL that only looks like a key', () => {
    expect(parseDigitalLink('https://example.org/255/8018/012345678901234567')).toEqual([
      { ai: '8018', value: '012345678901234567' },
    ]);
    expect(parseDigitalLink('https://example.org/01/2024/12')).toBeNull();
  });
});

describe('a GTIN', () => {
  it('has a correct check digit', () => {
    for (const gtin of ['4006381333931', '96385074', '036000291452', '09506000134352']) {
      expect(isGtin(gtin)).toBe(true);
    }
    expect(isGtin('4006381333932')).toBe(false);
    expect(isGtin('400638133393')).toBe(false);
    expect(isGtin('card')).toBe(false);
  });
});
