/** Reads the QR code in a screenshot, as a customer's phone would. */
import jsQR from 'jsqr';
import type { Locator, Page } from 'playwright-core';
import { PNG } from 'pngjs';

/** Reads the QR code in a picture of the page or of one element. */
export async function readCode(shown: Page | Locator): Promise<string> {
  const photo = await shown.screenshot({ animations: 'disabled' });
  const { data, width, height } = PNG.sync.read(photo);
  const read = jsQR(Uint8ClampedArray.from(data), width, height);
  if (read === null) throw new Error('the picture has no readable QR code');
  return read.data;
}
