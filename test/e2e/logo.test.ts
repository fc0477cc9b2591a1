/** A shop's logo of any colour is visible on the card and on the receipt. A broken one leaves the shop's name. */
import type { Page } from 'playwright-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Language, View } from '../../src/shared/contract.ts';
import { FIXTURES } from '../gallery/fixtures.ts';
import { turnTo } from '../gallery/gallery.ts';
import { showGallery } from './shown-gallery.ts';

const DARK = 'shop/00000000000000aa.svg';
const WHITE = 'shop/00000000000000cc.svg';
/** No such file. */
const BROKEN = 'shop/00000000000000ff.svg';
const gallery = showGallery();

async function receiptWith(shopLogo: string): Promise<Page> {
  const fixture = FIXTURES.find(({ name }) => name === 'receipt-own-look');
  if (!fixture) throw new Error('no receipt');
  const view = (language: Language): View => ({ ...fixture.view(language), shopLogo });
  const page = await gallery.open({ size: 'portrait' });
  onTestFinished(() => page.context().close());
  await page.goto('/');
  await turnTo(page, { ...fixture, view }, { language: 'en' });
  return page;
}

describe.each(['.track img', '.slip img'])('the logo at %s', (place) => {
  it.each([
    [DARK, 'rgb(255, 255, 255)'],
    [WHITE, 'rgb(22, 18, 13)'],
  ])('%s stands on %s', async (logo, plate) => {
    const page = await receiptWith(logo);
    await expect
      .poll(() => page.locator(place).evaluate((image) => getComputedStyle(image).backgroundColor))
      .toBe(plate);
  });

  it('is replaced by the name if it is not a picture', async () => {
    const page = await receiptWith(BROKEN);
    await expect.poll(() => page.locator(place).count()).toBe(0);
    expect(await page.locator('.track .shop').count()).toBe(1);
  });
});
