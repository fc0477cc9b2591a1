/** WCAG 2.2, 1.4.12: with the spacing that a reader may set for themselves, nothing of any screen is lost. */
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { FIXTURES } from '../gallery/fixtures.ts';
import { show } from '../gallery/gallery.ts';
import { layoutFaults } from '../gallery/layout-faults.ts';
import { showGallery } from './shown-gallery.ts';

const SPACING = `
  * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
  p { margin-bottom: 2em !important; }
`;

const gallery = showGallery();
let page: Page;

beforeAll(async () => {
  page = await gallery.open({ size: 'portrait', clock: 'running' });
});

/** Runs in the page, whose policy refuses styles in its markup. */
function wear(styles: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}

describe('with the widest spacing of the text', () => {
  it.each(FIXTURES)('nothing of $name is lost', async (fixture) => {
    await show(page, fixture, { language: 'en' });
    await page.evaluate(wear, SPACING);
    // What comes out too wide takes a frame or two to find its size.
    await expect.poll(() => page.evaluate(layoutFaults), { timeout: 30_000 }).toEqual([]);
  });
});
