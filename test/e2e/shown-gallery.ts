/** The gallery in a Chromium of its own, for all the tests of a file. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { launchChromium } from '../../scripts/chromium.ts';
import { openGallery, type Gallery } from '../gallery/gallery.ts';

/** To be called once at the top of a file: pages can be opened from its first hook on, and are gone after its last test. */
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
