/**
 * The looks that the gallery is checked in, and the languages in which the full run visits each.
 * The sample pairs every look with every language, so a look must hold in all of them.
 */
import { LANGUAGES, type Adjustments, type Language } from '../../src/shared/contract.ts';

export const SIZES = {
  portrait: { width: 1080, height: 1920 },
  landscape: { width: 1920, height: 1080 },
  counter: { width: 1024, height: 768 },
  small: { width: 800, height: 480 },
  narrow: { width: 480, height: 800 },
  desk: { width: 1024, height: 600 },
} as const;
export type SizeName = keyof typeof SIZES;

/** `pseudo` is English with every text twice as long: see pseudo-words.ts. */
export const GALLERY_LANGUAGES = [...LANGUAGES, 'pseudo'] as const;
export type GalleryLanguage = (typeof GALLERY_LANGUAGES)[number];

export interface GalleryLook {
  name: string;
  size: { width: number; height: number };
  scheme?: 'light' | 'dark';
  contrast?: 'no-preference' | 'more';
  /** The colours of the system, as high contrast in Windows has them. */
  forcedColors?: 'active';
  adjustments?: Partial<Adjustments>;
  /** As the owner set it. Without it the kiosk assumes a reference pixel. */
  pixelsPerMm?: number;
  /** The full run visits every fixture in these. */
  languages: readonly GalleryLanguage[];
}

/** German has the longest words, and Arabic is read from right to left. */
export const LOOKS: readonly GalleryLook[] = [
  { name: 'portrait', size: SIZES.portrait, languages: GALLERY_LANGUAGES },
  { name: 'landscape', size: SIZES.landscape, languages: ['en', 'pseudo'] },
  { name: 'counter', size: SIZES.counter, languages: ['en', 'ar', 'pseudo'] },
  { name: 'landscape-dark', size: SIZES.landscape, scheme: 'dark', languages: ['de', 'ar'] },
  {
    name: 'portrait-contrast-low',
    size: SIZES.portrait,
    adjustments: { isHighContrast: true, isLow: true },
    languages: ['de', 'ar'],
  },
  { name: 'counter-contrast', size: SIZES.counter, contrast: 'more', languages: ['en'] },
  {
    name: 'counter-dark-large',
    size: SIZES.counter,
    scheme: 'dark',
    adjustments: { isLarge: true },
    languages: ['nl', 'de', 'ar'],
  },
  {
    name: 'counter-large',
    size: SIZES.counter,
    adjustments: { isLarge: true },
    languages: ['en', 'pseudo'],
  },
  {
    name: 'portrait-large',
    size: SIZES.portrait,
    adjustments: { isLarge: true },
    languages: ['pseudo'],
  },
  {
    name: 'portrait-large-low',
    size: SIZES.portrait,
    adjustments: { isLarge: true, isLow: true },
    languages: ['de', 'ar'],
  },
  { name: 'portrait-low', size: SIZES.portrait, adjustments: { isLow: true }, languages: ['fr'] },
  { name: 'small', size: SIZES.small, languages: ['en', 'de'] },
  { name: 'narrow', size: SIZES.narrow, languages: ['fr', 'ar'] },
  { name: 'desk', size: SIZES.desk, languages: ['es'] },
  {
    name: 'landscape-large',
    size: SIZES.landscape,
    adjustments: { isLarge: true },
    languages: ['de'],
  },
];

/** Looks of some terminals only. The full run visits every fixture in them, and the sample has them not. */
export const RARE_LOOKS: readonly GalleryLook[] = [
  {
    name: 'counter-forced',
    size: SIZES.counter,
    forcedColors: 'active',
    languages: ['en'],
  },
  { name: 'ten-inch', size: { width: 1280, height: 800 }, languages: ['en', 'de', 'ar'] },
];

/**
 * Small terminals in large text. A pixel is smaller on them than the web assumes, so there is room for a dozen lines:
 * what the customer decides on must be among them.
 */
export const TERMINALS: readonly GalleryLook[] = [
  terminal('10.1-inch-portrait', [800, 1280], 5.88),
  terminal('10.1-inch-landscape', [1280, 800], 5.88),
  terminal('10.4-inch-counter', [1024, 768], 4.85),
  terminal('15.6-inch-portrait', [1080, 1920], 5.56),
  terminal('10.4-inch-counter-unknown', [1024, 768]),
  terminal('10.1-inch-portrait-unknown', [800, 1280]),
  terminal('10.1-inch-landscape-unknown', [1280, 800]),
];

/** The fixtures on which a customer decides something. */
export const DECIDED_ON: readonly string[] = [
  'idle',
  'idle-offline',
  'balance',
  'balance-earlier-unsettled',
  'balance-offline-no-spend',
  'amount',
  'amount-six-quick-offline',
  'amount-over-balance',
  'amount-over-offline-cap',
  'confirm',
  'paying-sending-slow',
  'paid',
  'paid-kept',
  'receipt-no-paper',
  'not-paid-balance',
  'still-there',
];

/** A language as the view names it: the pseudo-language takes the place of English. */
export function languageInView(language: GalleryLanguage): Language {
  return language === 'pseudo' ? 'en' : language;
}

function terminal(
  name: string,
  [width, height]: [number, number],
  pixelsPerMm?: number,
): GalleryLook {
  return {
    name,
    size: { width, height },
    adjustments: { isLarge: true },
    languages: ['de', 'fr', 'ar'],
    ...(pixelsPerMm === undefined ? {} : { pixelsPerMm }),
  };
}
