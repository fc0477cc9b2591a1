/**
 * Every screen and state fits where words or letters are larger than usual: in the large text, with the buttons low,
 * and in a language whose every text is twice as long as in English. What has no room scrolls, and says so;
 * nothing is cut off, under anything else, out of the screen, or too small or too near to touch.
 */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../../scripts/chromium.ts';
import { FIXTURES } from '../gallery/fixtures.ts';
import {
  BUILT_RENDERER,
  BUILT_WITH_PSEUDO_WORDS,
  openGallery,
  turnTo,
  type Gallery,
  type Look,
} from '../gallery/gallery.ts';
import { layoutFaults } from '../gallery/layout-faults.ts';
import type { Language } from '../../src/shared/contract.ts';

interface Looked extends Look {
  name: string;
  languages: readonly Language[];
  isPseudo?: boolean;
}

/** German has the longest words, Arabic is read from right to left; the pseudo-language stands where English does. */
const LOOKS: readonly Looked[] = [
  {
    name: 'portrait, large and low',
    size: 'portrait',
    adjustments: { isLarge: true, isLow: true },
    languages: ['de', 'ar'],
  },
  { name: 'portrait, low', size: 'portrait', adjustments: { isLow: true }, languages: ['fr'] },
  {
    name: 'landscape, large',
    size: 'landscape',
    adjustments: { isLarge: true },
    languages: ['de'],
  },
  { name: 'portrait, twice as long', size: 'portrait', languages: ['en'], isPseudo: true },
  { name: 'landscape, twice as long', size: 'landscape', languages: ['en'], isPseudo: true },
  { name: 'counter, twice as long', size: 'counter', languages: ['en'], isPseudo: true },
  {
    name: 'portrait, large, twice as long',
    size: 'portrait',
    adjustments: { isLarge: true },
    languages: ['en'],
    isPseudo: true,
  },
  {
    name: 'counter, large, twice as long',
    size: 'counter',
    adjustments: { isLarge: true },
    languages: ['en'],
    isPseudo: true,
  },
];

let browser: Browser;
let galleries: Record<'spoken' | 'pseudo', Gallery>;

beforeAll(async () => {
  browser = await launchChromium();
  galleries = {
    spoken: await openGallery(browser, BUILT_RENDERER),
    pseudo: await openGallery(browser, BUILT_WITH_PSEUDO_WORDS),
  };
});

afterAll(async () => {
  await galleries.spoken.close();
  await galleries.pseudo.close();
  await browser.close();
});

describe.each(LOOKS)('on $name', (look) => {
  let page: Page;

  beforeAll(async () => {
    page = await galleries[look.isPseudo ? 'pseudo' : 'spoken'].open(look);
    await page.goto('/');
  });

  afterAll(async () => {
    await page.context().close();
  });

  it.each(FIXTURES)('$name fits', async (fixture) => {
    const faults: string[] = [];
    for (const language of look.languages) {
      await turnTo(page, fixture, { language, adjustments: look.adjustments ?? {} });
      for (const fault of await page.evaluate(layoutFaults)) faults.push(`${language}: ${fault}`);
    }
    expect(faults).toEqual([]);
  });
});
