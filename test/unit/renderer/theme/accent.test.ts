/** For any colour that a shop picks, text on this colour and text in its shades is readable. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PAPER, shadesOf, type Ground } from '../../../../src/renderer/theme/accent.ts';
import {
  contrast,
  hexFromRgb,
  oklchFromRgb,
  rgbFromHex,
  rgbFromOklch,
} from '../../../../src/renderer/theme/oklch.ts';

const anyColor = fc
  .integer({ min: 0, max: 0xffffff })
  .map((value) => `#${value.toString(16).padStart(6, '0')}`);

const anyGround: fc.Arbitrary<Ground> = fc.record({
  scheme: fc.constantFrom('light', 'dark'),
  isHighContrast: fc.boolean(),
});

const ratio = (one: string, other: string): number => contrast(rgbFromHex(one), rgbFromHex(other));

describe('the shades of any colour on any ground', () => {
  it('keep 4.5:1 for text, and 7:1 in high contrast', () => {
    fc.assert(
      fc.property(anyColor, anyGround, (color, ground) => {
        const shades = shadesOf(color, ground);
        const least = ground.isHighContrast ? 7 : 4.5;
        expect(ratio(shades.onFill, shades.fill)).toBeGreaterThanOrEqual(least);
        expect(ratio(shades.onFill, shades.deep)).toBeGreaterThanOrEqual(least);
        expect(ratio(shades.onFill, shades.lit)).toBeGreaterThanOrEqual(least);
        expect(ratio(shades.text, paperOf(ground))).toBeGreaterThanOrEqual(least);
      }),
      { numRuns: 2_000 },
    );
  });

  it('give the main button a fill with enough contrast to the ground', () => {
    const greys = fc
      .integer({ min: 0, max: 255 })
      .map((level) => hexFromRgb({ red: level / 255, green: level / 255, blue: level / 255 }));
    fc.assert(
      fc.property(fc.oneof(anyColor, greys), anyGround, (color, ground) => {
        const { fill } = shadesOf(color, ground);
        const hasHue = ground.scheme === 'light' && oklchFromRgb(rgbFromHex(fill)).chroma >= 0.05;
        expect(hasHue || ratio(fill, paperOf(ground)) >= 1.5).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['#ffffff', 'light'],
    ['#000000', 'dark'],
  ] as const)('fill it with ink where %s is the ground of %s', (color, scheme) => {
    const ground = { scheme, isHighContrast: false };
    expect(ratio(shadesOf(color, ground).fill, paperOf(ground))).toBeGreaterThan(12);
  });

  it('keep 3:1 for the line around the main button', () => {
    fc.assert(
      fc.property(anyColor, anyGround, (color, ground) => {
        expect(ratio(shadesOf(color, ground).edge, paperOf(ground))).toBeGreaterThanOrEqual(3);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("a shop's own colour", () => {
  const light: Ground = { scheme: 'light', isHighContrast: false };

  it('does not change if text on it is readable', () => {
    expect(shadesOf('#ffcc00', light).fill).toBe('#ffcc00');
    expect(shadesOf('#e4002b', light).fill).toBe('#e4002b');
  });

  it('gets dark text when it is light, and white text when it is dark', () => {
    expect(shadesOf('#ffcc00', light).onFill).not.toBe('#ffffff');
    expect(shadesOf('#123456', light).onFill).toBe('#ffffff');
  });

  it('is the default if the shop has none', () => {
    expect(shadesOf(null, light)).toEqual(shadesOf('#2649c0', light));
  });
});

describe('OKLCH', () => {
  it('converts there and back without a change', () => {
    fc.assert(
      fc.property(anyColor, (color) => {
        expect(hexFromRgb(rgbFromOklch(oklchFromRgb(rgbFromHex(color))))).toBe(color);
      }),
    );
  });

  it('has 21:1 for black on white', () => {
    expect(ratio('#000000', '#ffffff')).toBeCloseTo(21);
  });

  it('uses the same paper colours as the theme', () => {
    const css = readFileSync('src/renderer/theme/theme.css', 'utf8');
    const papers = [...css.matchAll(/--paper: oklch\(([\d.]+)% ([\d.]+) ([\d.]+)\)/g)];
    const colors = papers.map(([, lightness, chroma, degrees]) =>
      hexFromRgb(
        rgbFromOklch({
          lightness: Number(lightness) / 100,
          chroma: Number(chroma),
          hue: (Number(degrees) * Math.PI) / 180,
        }),
      ),
    );
    expect(colors).toEqual([PAPER.light, PAPER.dark]);
  });
});

function paperOf({ scheme, isHighContrast }: Ground): string {
  if (isHighContrast) return scheme === 'light' ? '#ffffff' : '#000000';
  return PAPER[scheme];
}
