/**
 * Every screen and state fits where words or letters are larger than usual: in the large text, with the buttons low,
 * and in a language whose every text is twice as long as in English. What has no room scrolls, and says so;
 * nothing is cut off, under anything else, out of the screen, or too small or too near to touch.
 * Where the owner set how large a small screen's pixels are, large text leaves room for a dozen lines:
 * what is decided on is among them.
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
import { sightFaults } from '../gallery/sight-faults.ts';
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

/** In large text, where a pixel is smaller than the web takes it to be. */
const TERMINALS = [
  { name: '10.1 inch portrait', size: { width: 800, height: 1280 }, pixelsPerMm: 5.88 },
  { name: '10.1 inch landscape', size: { width: 1280, height: 800 }, pixelsPerMm: 5.88 },
  { name: '10.4 inch counter', size: { width: 1024, height: 768 }, pixelsPerMm: 4.85 },
  { name: '15.6 inch portrait', size: { width: 1080, height: 1920 }, pixelsPerMm: 5.56 },
  { name: '10.4 inch counter of unknown size', size: { width: 1024, height: 768 } },
  { name: '10.1 inch portrait of unknown size', size: { width: 800, height: 1280 } },
  { name: '10.1 inch landscape of unknown size', size: { width: 1280, height: 800 } },
] as const;
const DECIDED_ON: readonly string[] = [
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

describe.each(TERMINALS)('in large text on $name', ({ size, ...screen }) => {
  let page: Page;

  beforeAll(async () => {
    page = await galleries.spoken.open({ size });
    await page.goto('/');
  });

  afterAll(async () => {
    await page.context().close();
  });

  it.each(FIXTURES.filter(({ name }) => DECIDED_ON.includes(name)))(
    '$name shows what is decided on without scrolling',
    async (fixture) => {
      const faults: string[] = [];
      for (const language of ['de', 'fr', 'ar'] as const) {
        const adjustments = { isLarge: true };
        await turnTo(page, fixture, { language, adjustments, ...screen });
        for (const looksFor of [layoutFaults, sightFaults]) {
          for (const fault of await page.evaluate(looksFor)) faults.push(`${language}: ${fault}`);
        }
      }
      expect(faults).toEqual([]);
    },
  );
});
