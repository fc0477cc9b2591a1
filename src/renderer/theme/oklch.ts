/** Colour arithmetic: sRGB, OKLCH, and the contrast between two colours. */

/** Each channel is from 0 to 1, and gamma-encoded as on the screen. */
export interface Rgb {
  red: number;
  green: number;
  blue: number;
}

/** Perceived lightness 0 to 1, chroma from 0, hue in radians. */
export interface Oklch {
  lightness: number;
  chroma: number;
  hue: number;
}

/** Reads `#rrggbb`; throws for anything else. */
export function rgbFromHex(hex: string): Rgb {
  const digits = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(hex);
  if (!digits) throw new Error('a colour is written as #rrggbb');
  const channel = (index: number): number => parseInt(digits[index] ?? '', 16) / 255;
  return { red: channel(1), green: channel(2), blue: channel(3) };
}

export function hexFromRgb({ red, green, blue }: Rgb): string {
  const pair = (channel: number): string =>
    Math.round(clamp(channel) * 255)
      .toString(16)
      .padStart(2, '0');
  return `#${pair(red)}${pair(green)}${pair(blue)}`;
}

/** Converts a colour to OKLCH, which is Björn Ottosson's OKLab in polar form. */
export function oklchFromRgb(rgb: Rgb): Oklch {
  const [r, g, b] = [toLinear(rgb.red), toLinear(rgb.green), toLinear(rgb.blue)];
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  const lightness = 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s;
  const a = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s;
  const b2 = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s;
  return { lightness, chroma: Math.hypot(a, b2), hue: Math.atan2(b2, a) };
}

/** The sRGB colour with this lightness and hue, and with this chroma or the highest chroma that sRGB allows. */
export function rgbFromOklch(color: Oklch): Rgb {
  if (isInGamut(rawRgb(color))) return rawRgb(color);
  let [inside, outside] = [0, color.chroma];
  for (let step = 0; step < 20; step += 1) {
    const middle = (inside + outside) / 2;
    if (isInGamut(rawRgb({ ...color, chroma: middle }))) inside = middle;
    else outside = middle;
  }
  const { red, green, blue } = rawRgb({ ...color, chroma: inside });
  return { red: clamp(red), green: clamp(green), blue: clamp(blue) };
}

/** The contrast ratio of WCAG 2.2, from 1 (the same colour) to 21 (black on white). */
export function contrast(one: Rgb, other: Rgb): number {
  const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return ((lighter ?? 0) + 0.05) / ((darker ?? 0) + 0.05);
}

function luminance({ red, green, blue }: Rgb): number {
  return 0.2126 * toLinear(red) + 0.7152 * toLinear(green) + 0.0722 * toLinear(blue);
}

function rawRgb({ lightness, chroma, hue }: Oklch): Rgb {
  const [a, b] = [chroma * Math.cos(hue), chroma * Math.sin(hue)];
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return {
    red: toEncoded(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    green: toEncoded(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    blue: toEncoded(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  };
}

function isInGamut({ red, green, blue }: Rgb): boolean {
  return [red, green, blue].every((channel) => channel >= -1e-4 && channel <= 1.0001);
}

function toLinear(channel: number): number {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
}

function toEncoded(channel: number): number {
  return channel <= 0.0031308 ? 12.92 * channel : 1.055 * channel ** (1 / 2.4) - 0.055;
}

function clamp(channel: number): number {
  return Math.min(1, Math.max(0, channel));
}
