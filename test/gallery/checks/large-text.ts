/** In large text a capital of every word is 7.3 mm tall, measured by its font. */
import type { Page } from 'playwright-core';
import { LARGE_CAPITAL_MM, pixelsPerMm } from '../../../src/renderer/theme/physical-size.ts';
import type { Check, Shown } from './check.ts';

export const largeText: Check = {
  name: 'large-text',
  appliesTo: ({ look }) => look.adjustments?.isLarge === true,
  run,
};

async function run(page: Page, { look, view }: Shown): Promise<string[]> {
  const minPx = LARGE_CAPITAL_MM * pixelsPerMm(view.physicalScreen, look.size);
  return await page.evaluate(smallTexts, minPx);
}

/** Runs in the page, so it uses nothing from outside itself. */
function smallTexts(minPx: number): string[] {
  const paper = document.createElement('canvas').getContext('2d');
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found: string[] = [];
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const element = node.parentElement;
    const text = node.textContent?.trim() ?? '';
    if (paper === null || element === null || text === '') continue;
    // Text that only the eye or only a screen reader gets is not text to read.
    if (!element.checkVisibility() || element.closest('.unseen, .track, script, style')) continue;
    if (element.closest('.picture, .slip, svg, .hero.figure .currency')) continue;
    const { fontSize, fontWeight, fontFamily } = getComputedStyle(element);
    paper.font = `${fontWeight} ${fontSize} ${fontFamily}`;
    const capitalPx = paper.measureText('H').actualBoundingBoxAscent;
    if (capitalPx < minPx - 0.5) found.push(`${text}: ${capitalPx.toFixed(1)} px`);
  }
  return found;
}
