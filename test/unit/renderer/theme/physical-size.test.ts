import { readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import {
  CAPITAL_HEIGHT,
  LARGE_CAPITAL_MM,
  largeTextPx,
  pixelsPerMm,
} from '../../../../src/renderer/theme/physical-size.ts';

const UNKNOWN = { pixelsPerMm: null, diagonalInches: null };
const PORTRAIT = { width: 1080, height: 1920 };

describe('the pixels per millimetre', () => {
  it('are as CSS defines them if nothing is known about the screen', () => {
    expect(pixelsPerMm(UNKNOWN, PORTRAIT)).toBeCloseTo(3.78, 2);
  });

  it('follow from the diagonal', () => {
    expect(pixelsPerMm({ ...UNKNOWN, diagonalInches: 27 }, PORTRAIT)).toBeCloseTo(3.212, 3);
  });

  it('are as the owner measured them, even if the diagonal says otherwise', () => {
    expect(pixelsPerMm({ pixelsPerMm: 5.2, diagonalInches: 27 }, PORTRAIT)).toBe(5.2);
  });
});

describe('large text', () => {
  it.each([UNKNOWN, { ...UNKNOWN, diagonalInches: 10.1 }, { ...UNKNOWN, pixelsPerMm: 4 }])(
    'has capitals of 7.3 mm on %o',
    (screen) => {
      const capitalPx = largeTextPx(screen, PORTRAIT) * CAPITAL_HEIGHT;
      expect(capitalPx / pixelsPerMm(screen, PORTRAIT)).toBeCloseTo(LARGE_CAPITAL_MM, 9);
    },
  );
});

describe('the font', () => {
  it('has capitals of the height that the code assumes', () => {
    const { capitalHeight, unitsPerEm } = metricsOf(
      'node_modules/@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-normal.woff2',
    );
    expect(capitalHeight / unitsPerEm).toBe(CAPITAL_HEIGHT);
  });
});

/** The table names that WOFF2 numbers, up to the last one needed here (W3C WOFF 2.0, 4.1). */
const KNOWN_TAGS = ['cmap', 'head', 'hhea', 'hmtx', 'maxp', 'name', 'OS/2', 'post', 'cvt ', 'fpgm'];
const GLYF = 10;
const LOCA = 11;

function metricsOf(path: string): { capitalHeight: number; unitsPerEm: number } {
  const file = readFileSync(path);
  let at = 48;
  const nextNumber = (): number => {
    let value = 0;
    for (;;) {
      const byte = file.readUInt8(at++);
      value = value * 128 + (byte & 127);
      if (byte < 128) return value;
    }
  };
  const starts = new Map<string, number>();
  let start = 0;
  for (let left = file.readUInt16BE(12); left > 0; left--) {
    const flags = file.readUInt8(at++);
    const known = flags & 63;
    if (known === 63) at += 4;
    const plainLength = nextNumber();
    const isPlain = known === GLYF || known === LOCA ? flags >> 6 === 3 : flags >> 6 === 0;
    starts.set(KNOWN_TAGS[known] ?? `other ${known}`, start);
    start += isPlain ? plainLength : nextNumber();
  }
  const tables = brotliDecompressSync(file.subarray(at, at + file.readUInt32BE(20)));
  return {
    capitalHeight: tables.readInt16BE((starts.get('OS/2') ?? 0) + 88),
    unitsPerEm: tables.readUInt16BE((starts.get('head') ?? 0) + 18),
  };
}
