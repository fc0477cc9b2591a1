/**
 * Takes a picture of every screen and state, in every language and size, and lays them out in sheets.
 *   npm run screens                              all of them, into docs/screens/
 *   npm run screens -- --only amount --out DIR   those whose name contains a text
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { LANGUAGES, type Language } from '../src/shared/contract.ts';
import type { Fixture } from '../test/gallery/fixtures.ts';
import {
  BUILT_RENDERER,
  fixturesLike,
  buildGallery,
  openGallery,
  show,
  SIZES,
  type Look,
} from '../test/gallery/gallery.ts';
import { firstViewBytes } from './bundle-size.ts';
import { launchChromium } from './chromium.ts';
import { sheetPage } from './screens-sheet.ts';

const LOOKS: Record<string, Look & { only?: RegExp; scale: number }> = {
  portrait: { size: 'portrait', scale: 0.5 },
  landscape: { size: 'landscape', scale: 0.5 },
  counter: { size: 'counter', scale: 0.75 },
  dark: {
    size: 'portrait',
    scale: 0.5,
    scheme: 'dark',
    only: /^(idle|balance|amount|confirm|paid|not-completed|still-there|card-inactive)$/,
  },
  contrast: {
    size: 'landscape',
    scale: 0.5,
    contrast: 'more',
    only: /^(idle|balance|amount|paid)$/,
  },
};

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    looks: { type: 'string', default: Object.keys(LOOKS).join(',') },
    languages: { type: 'string', default: LANGUAGES.join(',') },
    out: { type: 'string', default: 'docs/screens' },
  },
});
const out = resolve(values.out);
const languages = LANGUAGES.filter((language) => values.languages.split(',').includes(language));

const browser = await launchChromium();
await buildGallery();
const gallery = await openGallery(browser);
try {
  for (const language of LANGUAGES) {
    const bytes = firstViewBytes(BUILT_RENDERER, language);
    console.log(`first view in ${language}: ${bytes} bytes of compressed script and style`);
  }
  for (const lookName of values.looks.split(',')) await takeLook(lookName);
} finally {
  await gallery.close();
  await browser.close();
}

async function takeLook(lookName: string): Promise<void> {
  const look = LOOKS[lookName];
  if (!look) throw new Error(`There is no look named ${lookName}.`);
  const fixtures = fixturesLike(values.only).filter(({ name }) => look.only?.test(name) ?? true);
  const page = await gallery.open(look);
  const shots: string[] = [];
  for (const language of languages) {
    const folder = join(out, lookName, language);
    if (values.only === '') await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    for (const fixture of fixtures) {
      await writeFile(
        join(folder, `${fixture.name}.webp`),
        await picture(page, { fixture, language, look }),
      );
      shots.push(`${lookName}/${language}/${fixture.name}.webp`);
    }
  }
  await page.context().close();
  if (values.only === '') await writeSheet(lookName, shots);
  console.log(`${lookName}: ${shots.length} pictures`);
}

async function picture(
  page: Page,
  {
    fixture,
    language,
    look,
  }: { fixture: Fixture; language: Language; look: Look & { scale: number } },
): Promise<Buffer> {
  await show(page, fixture, { language, ...look });
  const devtools = await page.context().newCDPSession(page);
  const { data } = await devtools.send('Page.captureScreenshot', {
    format: 'webp',
    quality: 82,
    clip: { x: 0, y: 0, ...SIZES[look.size], scale: look.scale },
  });
  await devtools.detach();
  return Buffer.from(data, 'base64');
}

/** All pictures of one look on one page, and a picture of that page. */
async function writeSheet(lookName: string, shots: readonly string[]): Promise<void> {
  const html = join(out, `${lookName}.html`);
  await writeFile(html, sheetPage(lookName, shots));
  const page = await browser.newPage({ viewport: { width: 1800, height: 1000 } });
  await page.goto(`file://${html}`);
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  const devtools = await page.context().newCDPSession(page);
  const { data } = await devtools.send('Page.captureScreenshot', {
    format: 'webp',
    quality: 60,
    captureBeyondViewport: true,
    clip: { x: 0, y: 0, width: 1800, height, scale: 1 },
  });
  await writeFile(html.replace(/html$/, 'webp'), Buffer.from(data, 'base64'));
  await page.close();
}
