/** A phone that is held to the screen. */
import jsQR from 'jsqr';
import type { Locator, Page } from 'playwright-core';
import { PNG } from 'pngjs';

/** What it reads from a photo of the screen, or of a part of it. */
export async function readCode(shown: Page | Locator): Promise<string> {
  const photo = await shown.screenshot({ animations: 'disabled' });
  const { data, width, height } = PNG.sync.read(photo);
  const read = jsQR(Uint8ClampedArray.from(data), width, height);
  if (read === null) throw new Error('no phone would read this');
  return read.data;
}
