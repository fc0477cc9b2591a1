/** The looks that pictures are taken in, for people to look at. */
import { LANGUAGES, type Language } from '../src/shared/contract.ts';
import { SIZES, type GalleryLook } from '../test/gallery/looks.ts';

export interface PicturedLook extends GalleryLook {
  languages: readonly Language[];
  /** How wide a picture is on a contact sheet. */
  thumbPx: number;
}

const PORTRAIT_PX = 158;
const LANDSCAPE_PX = 288;
const COUNTER_PX = 233;

export const PICTURED_LOOKS: readonly PicturedLook[] = [
  { name: 'portrait', size: SIZES.portrait, thumbPx: PORTRAIT_PX, languages: LANGUAGES },
  { name: 'landscape', size: SIZES.landscape, thumbPx: LANDSCAPE_PX, languages: LANGUAGES },
  { name: 'counter', size: SIZES.counter, thumbPx: COUNTER_PX, languages: LANGUAGES },
  { name: 'small', size: SIZES.small, thumbPx: COUNTER_PX, languages: ['en', 'de'] },
  { name: 'narrow', size: SIZES.narrow, thumbPx: PORTRAIT_PX, languages: ['en', 'de'] },
  {
    name: 'dark',
    size: SIZES.portrait,
    scheme: 'dark',
    thumbPx: PORTRAIT_PX,
    languages: ['en', 'ar'],
  },
  {
    name: 'contrast',
    size: SIZES.landscape,
    contrast: 'more',
    thumbPx: LANDSCAPE_PX,
    languages: ['en'],
  },
  {
    name: 'large',
    size: SIZES.counter,
    adjustments: { isLarge: true },
    thumbPx: COUNTER_PX,
    languages: ['en', 'de'],
  },
  {
    name: 'low',
    size: SIZES.portrait,
    adjustments: { isLow: true },
    thumbPx: PORTRAIT_PX,
    languages: ['en'],
  },
];

/** Those whose names are in a list with commas. Throws for a name that no look has. */
export function looksNamed(names: string): PicturedLook[] {
  return names.split(',').map((name) => {
    const look = PICTURED_LOOKS.find((each) => each.name === name);
    if (!look) throw new Error(`There is no look named ${name}.`);
    return look;
  });
}
