/** Opens the gallery in one Chromium for all tests of a file. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { launchChromium } from '../../scripts/chromium.ts';
import { openGallery, type Gallery } from '../gallery/gallery.ts';

/** Call it once at the top of a file. */
export function showGallery(): Pick<Gallery, 'open'> {
  let browser: Browser;
  let gallery: Gallery;

  beforeAll(async () => {
    browser = await launchChromium();
    gallery = await openGallery(browser);
  });

  afterAll(async () => {
    await gallery.close();
    await browser.close();
  });

  return { open: (look) => gallery.open(look) };
}
