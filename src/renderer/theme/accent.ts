/**
 * Computes the shades of the shop's own colour. The shop can choose any colour. Text is always readable: the lightness
 * changes until the contrast is sufficient, and the hue stays.
 */
import {
  contrast,
  hexFromRgb,
  oklchFromRgb,
  rgbFromHex,
  rgbFromOklch,
  type Oklch,
  type Rgb,
} from './oklch.ts';

/** The background of the shades. */
export interface Ground {
  scheme: 'light' | 'dark';
  isHighContrast: boolean;
}

/** Each colour is written as `#rrggbb`. */
export interface Shades {
  /** The main button and the card: the shop's colour, adjusted for readable text; ink if it is too close to the background. */
  fill: string;
  /** The line around the main button. It differs from `fill` if `fill` has too little contrast with the background. */
  edge: string;
  /** The darker tone of the card's pattern, and a pressed main button. Text on it is at least as readable as on `fill`. */
  deep: string;
  /** The lighter tone of the card's pattern. Text on it is readable too. */
  lit: string;
  /** Text on `fill` and `deep`. */
  onFill: string;
  /** The accent colour for text and thin marks on the background. */
  text: string;
}

export const PAPER = { light: '#fdfbf8', dark: '#171411' } as const;
const PAPER_HIGH = { light: '#ffffff', dark: '#000000' } as const;
const WHITE = '#ffffff';
const INK = '#16120d';
/** The colour of ink in the dark scheme. */
const INK_LIGHT = '#f3efe9';

/** A person sees an area with at least this contrast, or on light paper with at least this chroma. */
const SEEN_CONTRAST = 1.5;
const SEEN_CHROMA = 0.05;

/** Used if the shop has no colour. */
export const OWN_ACCENT = '#2649c0';

/** WCAG 2.2: 1.4.3 and 1.4.6 for text, 1.4.11 for the edges of a control. */
const TEXT_CONTRAST = 4.5;
const TEXT_CONTRAST_HIGH = 7;
const EDGE_CONTRAST = 3;

/** How much darker and lighter the tones of the card's pattern are, in lightness of OKLCH. */
const TONE_DEEP = 0.07;
const TONE_LIT = 0.055;

export function shadesOf(accent: string | null, ground: Ground): Shades {
  const wished = oklchFromRgb(rgbFromHex(accent ?? OWN_ACCENT));
  const paper = rgbFromHex((ground.isHighContrast ? PAPER_HIGH : PAPER)[ground.scheme]);
  const least = ground.isHighContrast ? TEXT_CONTRAST_HIGH : TEXT_CONTRAST;
  const onFills = [WHITE, INK].map(rgbFromHex);

  const isReadable = (color: Rgb): boolean =>
    onFills.some((text) => contrast(color, text) >= least);
  const isSeen = (color: Rgb): boolean =>
    contrast(color, paper) >= SEEN_CONTRAST ||
    (ground.scheme === 'light' && oklchFromRgb(color).chroma >= SEEN_CHROMA);
  // A change of lightness would only make another grey of a grey that is close to the background.
  const seen =
    wished.chroma < SEEN_CHROMA && !isSeen(nearest(wished, isReadable))
      ? oklchFromRgb(rgbFromHex(ground.scheme === 'light' ? INK : INK_LIGHT))
      : wished;
  const fill = nearest(seen, (color) => isReadable(color) && isSeen(color));
  const onFill = onFills.find((text) => contrast(fill, text) >= least) ?? rgbFromHex(WHITE);
  const isLightText = contrast(onFill, rgbFromHex(INK)) > contrast(onFill, rgbFromHex(WHITE));
  const fillLch = oklchFromRgb(fill);
  /** Another tone of the fill. The fill itself, if text would not be readable on the tone. */
  const tone = (lighter: number): string => {
    const lightness = clampLightness(fillLch.lightness + lighter);
    const color = rounded(rgbFromOklch({ ...fillLch, lightness }));
    return hexFromRgb(contrast(color, onFill) >= least ? color : fill);
  };
  const text = nearest(wished, (color) => contrast(color, paper) >= least);
  return {
    fill: hexFromRgb(fill),
    edge: hexFromRgb(
      contrast(fill, paper) >= EDGE_CONTRAST
        ? fill
        : nearest(wished, (color) => contrast(color, paper) >= EDGE_CONTRAST),
    ),
    deep: tone(isLightText ? -TONE_DEEP : TONE_DEEP),
    lit: tone(isLightText ? TONE_LIT : -TONE_LIT),
    onFill: hexFromRgb(onFill),
    text: hexFromRgb(text),
  };
}

/** Finds the colour that is good enough, with the hue of the wished colour and the closest lightness. */
function nearest(wished: Oklch, isGoodEnough: (color: Rgb) => boolean): Rgb {
  for (let distance = 0; distance <= 1; distance += 0.004) {
    for (const lightness of [wished.lightness - distance, wished.lightness + distance]) {
      if (lightness < 0 || lightness > 1) continue;
      const color = rounded(rgbFromOklch({ ...wished, lightness }));
      if (isGoodEnough(color)) return color;
    }
  }
  throw new Error('invariant broken: black or white is always good enough');
}

/** Rounds the colour to eight bits per channel, as the screen shows it. */
function rounded(color: Rgb): Rgb {
  return rgbFromHex(hexFromRgb(color));
}

function clampLightness(lightness: number): number {
  return Math.min(1, Math.max(0, lightness));
}
