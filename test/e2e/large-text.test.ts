/** The large text, measured on the glass: a rendered capital, pixel by pixel, and every text by its font. */
import type { Page } from 'playwright-core';
import { PNG } from 'pngjs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Language } from '../../src/shared/contract.ts';
import { LARGE_CAPITAL_MM, pixelsPerMm } from '../../src/renderer/theme/physical-size.ts';
import { FIXTURES } from '../gallery/fixtures.ts';
import { show, SIZES } from '../gallery/gallery.ts';
import { showGallery } from './shown-gallery.ts';

const SIZE = 'counter';
const UNKNOWN = { pixelsPerMm: null, diagonalInches: null };
const CAPITAL_MIN_PX = LARGE_CAPITAL_MM * pixelsPerMm(UNKNOWN, SIZES[SIZE]);

const gallery = showGallery();
let page: Page;

beforeAll(async () => {
  page = await gallery.open({ size: SIZE, clock: 'running' });
});

async function showLarge(name: string, language: Language = 'en'): Promise<void> {
  const fixture = FIXTURES.find((each) => each.name === name);
  if (!fixture) throw new Error(`no fixture ${name}`);
  await show(page, fixture, { language, adjustments: { isLarge: true } });
}

describe('a capital of the large text', () => {
  it('is 7.3 mm of ink, in the smallest word of the screen', async () => {
    await showLarge('idle');
    // `Help`, in the bar.
    const clip = await page.locator('nav .suits button:last-child span').evaluate((word) => {
      const range = document.createRange();
      const [letters] = word.childNodes;
      if (!letters) throw new Error('the word is empty');
      range.setStart(letters, 0);
      range.setEnd(letters, 1);
      const { x, y, width, height } = range.getBoundingClientRect();
      return { x, y, width, height };
    });
    const { data, width } = PNG.sync.read(await page.screenshot({ clip }));
    const inkRows = new Set<number>();
    for (let at = 0; at < data.length; at += 4) {
      if ((data[at] ?? 255) < 128) inkRows.add(Math.floor(at / 4 / width));
    }
    expect(inkRows.size).toBeGreaterThanOrEqual(Math.floor(CAPITAL_MIN_PX));
  });

  it.each(FIXTURES)('is as tall in every word of $name', async ({ name }) => {
    await showLarge(name);
    const small = await page.evaluate((minPx) => {
      const paper = document.createElement('canvas').getContext('2d');
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      const found: string[] = [];
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
        const element = node.parentElement;
        const text = node.textContent?.trim() ?? '';
        if (paper === null || element === null || text === '') continue;
        // What is drawn for the eye only, or said to a screen reader only, is no text to read.
        if (!element.checkVisibility() || element.closest('.unseen, .track, script, style'))
          continue;
        if (element.closest('.picture, .slip, svg, .hero.figure .currency')) continue;
        const { fontSize, fontWeight, fontFamily } = getComputedStyle(element);
        paper.font = `${fontWeight} ${fontSize} ${fontFamily}`;
        const capitalPx = paper.measureText('H').actualBoundingBoxAscent;
        if (capitalPx < minPx - 0.5) found.push(`${text}: ${capitalPx.toFixed(1)} px`);
      }
      return found;
    }, CAPITAL_MIN_PX);
    expect(small).toEqual([]);
  });
});

it('leaves the keys about as wide as each other where a word stands on one', async () => {
  await showLarge('amount', 'de');
  const widths = await page
    .locator('.keypad button')
    .evaluateAll((keys) => keys.map((key) => key.getBoundingClientRect().width));
  expect(Math.max(...widths) / Math.min(...widths)).toBeLessThan(1.4);
});
