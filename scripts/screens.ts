/**
 * Takes a picture of every screen and state, for people to look at.
 *   npm run screens                                   a contact sheet of every look and language, into docs/screens/
 *   npm run screens -- --only amount --out DIR        single pictures of the screens whose name contains a text
 *   npm run screens -- --looks dark --languages de    of these looks or languages only
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { LANGUAGES, type Language } from '../src/shared/contract.ts';
import type { Fixture } from '../test/gallery/fixtures.ts';
import {
  fixturesLike,
  buildGallery,
  openGallery,
  SIZES,
  turnTo,
  type Look,
  type SizeName,
} from '../test/gallery/gallery.ts';
import { launchChromium } from './chromium.ts';
import { sheetPage } from './screens-sheet.ts';

interface PicturedLook extends Look {
  size: SizeName;
  /** How wide a picture is on a contact sheet. */
  thumbPx: number;
  languages?: readonly Language[];
}

const LOOKS: Record<string, PicturedLook> = {
  portrait: { size: 'portrait', thumbPx: 158 },
  landscape: { size: 'landscape', thumbPx: 288 },
  counter: { size: 'counter', thumbPx: 233 },
  dark: { size: 'portrait', thumbPx: 158, scheme: 'dark', languages: ['en', 'ar'] },
  contrast: { size: 'landscape', thumbPx: 288, contrast: 'more', languages: ['en'] },
  large: { size: 'counter', thumbPx: 233, adjustments: { isLarge: true }, languages: ['en', 'de'] },
  low: { size: 'portrait', thumbPx: 158, adjustments: { isLow: true }, languages: ['en'] },
};
/** What the first page of the documentation shows. */
const ON_THE_COVER = { look: 'landscape', language: 'en', screen: 'balance' };
const SINGLE_SCALE = 0.5;
const SHEET_WIDTH_PX = 1300;

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    looks: { type: 'string', default: Object.keys(LOOKS).join(',') },
    languages: { type: 'string', default: LANGUAGES.join(',') },
    out: { type: 'string', default: 'docs/screens' },
  },
});
const out = resolve(values.out);
const isSingle = values.only !== '';

const browser = await launchChromium();
await buildGallery();
const gallery = await openGallery(browser);
try {
  await mkdir(out, { recursive: true });
  for (const name of values.looks.split(',')) {
    const look = LOOKS[name];
    if (!look) throw new Error(`There is no look named ${name}.`);
    for (const language of look.languages ?? LANGUAGES) {
      if (values.languages.split(',').includes(language)) await takeLook(name, look, language);
    }
  }
} finally {
  await gallery.close();
  await browser.close();
}

async function takeLook(name: string, look: PicturedLook, language: Language): Promise<void> {
  const { size, adjustments = {} } = look;
  const scale = isSingle ? SINGLE_SCALE : look.thumbPx / SIZES[size].width;
  const page = await gallery.open(look);
  await page.goto('/');
  const pictures: { name: string; picture: Buffer }[] = [];
  for (const fixture of fixturesLike(values.only)) {
    await turnTo(page, fixture, { language, adjustments });
    pictures.push({ name: fixture.name, picture: await webp(page, { ...SIZES[size], scale }) });
    if (!isSingle && isOnTheCover(name, language, fixture)) {
      const cover = await webp(page, { ...SIZES[size], scale: SINGLE_SCALE });
      await writeFile(join(out, `${fixture.name}.webp`), cover);
    }
  }
  await page.context().close();
  if (isSingle) {
    for (const single of pictures) {
      await writeFile(join(out, `${name}-${language}-${single.name}.webp`), single.picture);
    }
  } else await writeSheet(`${name}-${language}`, look.thumbPx, pictures);
  console.log(`${name}, ${language}: ${pictures.length} pictures`);
}

function isOnTheCover(look: string, language: Language, { name }: Fixture): boolean {
  return (
    look === ON_THE_COVER.look && language === ON_THE_COVER.language && name === ON_THE_COVER.screen
  );
}

async function writeSheet(
  name: string,
  thumbPx: number,
  pictures: readonly { name: string; picture: Buffer }[],
): Promise<void> {
  const page = await browser.newPage({ viewport: { width: SHEET_WIDTH_PX, height: 1000 } });
  const file = join(out, `${name}.webp`);
  await rm(file, { force: true });
  await page.setContent(sheetPage(name, thumbPx, pictures));
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  // A page as tall as the sheet: a picture beyond the viewport would lay it out anew.
  await page.setViewportSize({ width: SHEET_WIDTH_PX, height });
  await writeFile(file, await webp(page, { width: SHEET_WIDTH_PX, height, scale: 1 }));
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
