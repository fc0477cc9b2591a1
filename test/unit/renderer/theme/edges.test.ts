/** WCAG 2.2, 1.4.11: in the standard look, the edge of a control can be told from what is around it. */
import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { contrast, rgbFromOklch, type Rgb } from '../../../../src/renderer/theme/oklch.ts';

const THEME = readFileSync('src/renderer/theme/theme.css', 'utf8');
const [LIGHT = '', DARK = ''] = THEME.split('@media (prefers-color-scheme: dark)');
const SCHEMES = { light: LIGHT, dark: DARK };
const GROUNDS = ['paper', 'paper-raised', 'stage'] as const;
const EDGE_CONTRAST_MIN = 3;

function token(css: string, name: string): { rgb: Rgb; alpha: number } {
  const number = String.raw`([\d.]+)`;
  const pattern = `--${name}: oklch\\(${number}% ${number} ${number}(?: / ${number}%)?\\)`;
  const [, lightness, chroma, hue, alpha = '100'] = new RegExp(pattern).exec(css) ?? [];
  if (hue === undefined) throw new Error(`--${name} is not written as oklch`);
  const color = {
    lightness: Number(lightness) / 100,
    chroma: Number(chroma),
    hue: (Number(hue) * Math.PI) / 180,
  };
  return { rgb: rgbFromOklch(color), alpha: Number(alpha) / 100 };
}

/** As the browser paints a colour that lets its ground through. */
function over({ rgb, alpha }: ReturnType<typeof token>, ground: Rgb): Rgb {
  const mix = (channel: keyof Rgb): number => alpha * rgb[channel] + (1 - alpha) * ground[channel];
  return { red: mix('red'), green: mix('green'), blue: mix('blue') };
}

describe.each(['light', 'dark'] as const)('the edge of a control in %s', (scheme) => {
  it.each(GROUNDS)('has a contrast of 3:1 to %s', (name) => {
    const ground = token(SCHEMES[scheme], name).rgb;
    const edge = over(token(SCHEMES[scheme], 'edge-of-control'), ground);
    expect(contrast(edge, ground)).toBeGreaterThanOrEqual(EDGE_CONTRAST_MIN);
  });
});

describe('a button on raised paper', () => {
  /** Raised paper alone has a contrast of 1.1:1 to paper. */
  const rules = globSync('src/renderer/**/*.svelte').flatMap((path) =>
    [...readFileSync(path, 'utf8').matchAll(/^ {2}button \{[^}]*\}/gm)].map(([rule]) => ({
      path,
      rule,
    })),
  );
  const raised = rules.filter(({ rule }) => rule.includes('background: var(--paper-raised)'));

  it('has an edge in the standard look too', () => {
    const edgeless = raised.filter(({ path }) => {
      const styles = readFileSync(path, 'utf8');
      return !/^ {2}button[^{]*\{[^}]*box-shadow: inset 0 0 0 [^;]*--edge-of-control/m.test(styles);
    });
    expect(raised.length).toBeGreaterThan(4);
    expect(edgeless.map(({ path }) => path)).toEqual([]);
  });
});
