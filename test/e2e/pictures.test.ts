/** Every screen and state looks as it did when somebody last looked at it; `npm run pictures` takes them anew. */
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { FIXTURES } from '../gallery/fixtures.ts';
import { show, turnTo, type SizeName } from '../gallery/gallery.ts';
import { acceptPicture, pictureFault, takePicture } from '../gallery/pictures.ts';
import { showGallery } from './shown-gallery.ts';

const isAccepting = process.env['KIOSK_ACCEPT_PICTURES'] === '1';
/** Letters are drawn by the system: elsewhere they have other edges. */
const isComparable = process.platform === 'linux';

const gallery = showGallery();

const sizes: readonly SizeName[] = ['portrait', 'landscape', 'counter'];
describe.skipIf(!isComparable).each(sizes)('on %s (the pictures are of Linux)', (size) => {
  let page: Page;

  beforeAll(async () => {
    page = await gallery.open({ size });
    await page.goto('/');
  });

  it.each(FIXTURES)('$name looks as it did', async (fixture) => {
    // What has the focus in a sheet depends on what was there before.
    const { screen, sheet, overlay } = fixture.view('en');
    const isOpened = sheet !== null || overlay !== null || screen.kind === 'paid';
    await (isOpened ? show : turnTo)(page, fixture, { language: 'en' });
    const picture = await takePicture(page, size);
    const name = `${size}/${fixture.name}`;
    if (isAccepting) acceptPicture(picture, name);
    expect(pictureFault(picture, name)).toBeNull();
  });
});
