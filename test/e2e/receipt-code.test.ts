/** The QR code of a receipt, on several screens and in every language, read from a picture as a phone does. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { LANGUAGES } from '../../src/shared/contract.ts';
import { receiptOf, receiptText } from '../../src/shared/receipt/receipt.ts';
import { FIXTURES } from '../gallery/fixtures.ts';
import { GALLERY_TIME_ZONE, show, type Look } from '../gallery/gallery.ts';
import { readCode } from './phone.ts';
import { showGallery } from './shown-gallery.ts';

const LOOKS: readonly Look[] = [
  { size: 'portrait' },
  { size: 'landscape', scheme: 'dark' },
  { size: 'counter', adjustments: { isHighContrast: true } },
];
/** A plain one, and the one with the longest text: an offline payment that the kiosk keeps. */
const RECEIPTS = FIXTURES.filter(({ name }) => ['receipt', 'receipt-kept'].includes(name));

const gallery = showGallery();

beforeAll(() => {
  vi.stubEnv('TZ', GALLERY_TIME_ZONE);
});

afterAll(() => {
  vi.unstubAllEnvs();
});

describe.each(LOOKS)('on $size', ({ adjustments = {}, ...look }) => {
  it.each(LANGUAGES)('a phone reads every word of the receipt in %s', async (language) => {
    const page = await gallery.open({ ...look, clock: 'running' });
    for (const fixture of RECEIPTS) {
      await show(page, fixture, { language, adjustments });
      const { screen, ...view } = fixture.view(language);
      if (screen.kind !== 'paid') throw new Error(`no receipt in ${fixture.name}`);
      const code = page.locator('dialog svg[role="img"]');
      expect(await readCode(code)).toBe(receiptText(receiptOf(screen, view), language));
    }
    await page.context().close();
  });
});
