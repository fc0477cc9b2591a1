/**
 * `npm run screens`: takes a picture of every screen and state, for people to look at.
 *   npm run screens                                   a contact sheet for each look and language, in test-results/screens
 *   npm run screens -- --only amount                  single pictures of the screens whose names contain a text
 *   npm run screens -- --looks dark --languages de    only these looks or languages
 *   npm run screens -- --out DIR                      into another folder
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { LANGUAGES, type Language } from '../src/shared/contract.ts';
import { GalleryPage } from '../test/gallery/gallery-page.ts';
import { buildGallery, BUILT_RENDERER, fixturesLike, servePage } from '../test/gallery/gallery.ts';
import { launchChromium } from './chromium.ts';
import { looksNamed, PICTURED_LOOKS, type PicturedLook } from './screen-looks.ts';
import { sheetPage } from './screens-sheet.ts';

const SINGLE_SCALE = 0.5;
const SHEET_WIDTH_PX = 1300;

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    looks: { type: 'string', default: PICTURED_LOOKS.map(({ name }) => name).join(',') },
    languages: { type: 'string', default: LANGUAGES.join(',') },
    out: { type: 'string', default: 'test-results/screens' },
  },
});
const out = resolve(values.out);
const isSingle = values.only !== '';

const looks = looksNamed(values.looks);
const browser = await launchChromium();
await buildGallery();
const served = await servePage(BUILT_RENDERER);
const galleryPage = await GalleryPage.open(browser, served.address);
try {
  await mkdir(out, { recursive: true });
  for (const look of looks) {
    for (const language of look.languages) {
      if (values.languages.split(',').includes(language)) await takeLook(look, language);
    }
  }
  console.log(`The pictures are in ${out}`);
} finally {
  await galleryPage.close();
  await served.close();
  await browser.close();
}

async function takeLook(look: PicturedLook, language: Language): Promise<void> {
  const scale = isSingle ? SINGLE_SCALE : look.thumbPx / look.size.width;
  const pictures: { name: string; picture: Buffer }[] = [];
  for (const fixture of fixturesLike(values.only)) {
    const visit = { fixture, look, language };
    await galleryPage.show(visit);
    const picture = await webp(galleryPage.page, { ...look.size, scale });
    pictures.push({ name: fixture.name, picture });
    await galleryPage.clear(visit);
  }
  const title = `${look.name}-${language}`;
  if (isSingle) {
    for (const { name, picture } of pictures) {
      await writeFile(join(out, `${title}-${name}.webp`), picture);
    }
  } else await writeSheet(title, look.thumbPx, pictures);
  console.log(`${look.name}, ${language}: ${pictures.length} pictures`);
}

async function writeSheet(
  name: string,
  thumbPx: number,
  pictures: readonly { name: string; picture: Buffer }[],
): Promise<void> {
  const page = await browser.newPage({ viewport: { width: SHEET_WIDTH_PX, height: 1000 } });
  await page.setContent(sheetPage(name, thumbPx, pictures));
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  // The page is as tall as the sheet, because Chromium lays out again what is beyond the viewport.
  await page.setViewportSize({ width: SHEET_WIDTH_PX, height });
  const picture = await webp(page, { width: SHEET_WIDTH_PX, height, scale: 1 });
  await writeFile(join(out, `${name}.webp`), picture);
  await page.close();
}

async function webp(
  page: Page,
  clip: { width: number; height: number; scale: number },
): Promise<Buffer> {
  const devtools = await page.context().newCDPSession(page);
  const { data } = await devtools.send('Page.captureScreenshot', {
    format: 'webp',
    quality: isSingle ? 82 : 60,
    clip: { x: 0, y: 0, ...clip },
  });
  await devtools.detach();
  return Buffer.from(data, 'base64');
}
