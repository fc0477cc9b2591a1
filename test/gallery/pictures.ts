/** The pictures that the screens are compared with: a quarter of the size, one file for each screen, state and size. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import pixelmatch from 'pixelmatch';
import type { Page } from 'playwright-core';
import { PNG } from 'pngjs';
import { SIZES, type SizeName } from './gallery.ts';

const FOLDER = join(import.meta.dirname, 'pictures');
const DIFFERENCES = join(import.meta.dirname, '../../test-results/pictures');
const SCALE = 0.25;
/** Of a colour, from 0 to 1: more than another version of the browser makes of the same edge. */
const COLOR_DIFFERENCE_MIN = 0.2;
/** A word that moved is more than this; the antialiasing of a page of them is less. */
const DIFFERENT_SHARE_MAX = 0.002;

/** A picture of what the page shows now, small. */
export async function takePicture(page: Page, size: SizeName): Promise<Buffer> {
  const cdp = await page.context().newCDPSession(page);
  const { data } = await cdp.send('Page.captureScreenshot', {
    format: 'png',
    clip: { x: 0, y: 0, ...SIZES[size], scale: SCALE },
  });
  await cdp.detach();
  return Buffer.from(data, 'base64');
}

export function acceptPicture(picture: Buffer, name: string): void {
  const file = fileOf(name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, picture);
}

/** What is wrong with the picture, in words; null for nothing. The differing one is kept for a look. */
export function pictureFault(picture: Buffer, name: string): string | null {
  const file = fileOf(name);
  if (!existsSync(file)) return 'there is no picture of it yet';
  const [is, was] = [PNG.sync.read(picture), PNG.sync.read(readFileSync(file))];
  const { width, height } = was;
  if (is.width !== width || is.height !== height) return 'it has another size';
  const difference = new PNG({ width, height });
  const count = pixelmatch(was.data, is.data, difference.data, width, height, {
    threshold: COLOR_DIFFERENCE_MIN,
  });
  const share = count / (width * height);
  if (share <= DIFFERENT_SHARE_MAX) return null;
  const kept = join(DIFFERENCES, name);
  mkdirSync(dirname(kept), { recursive: true });
  writeFileSync(`${kept}.is.png`, picture);
  writeFileSync(`${kept}.difference.png`, PNG.sync.write(difference));
  return `${(share * 100).toFixed(1)} % of it is not as it was: look at test-results/pictures/${name}.is.png, and accept it with npm run pictures`;
}

function fileOf(name: string): string {
  return join(FOLDER, `${name}.png`);
}
