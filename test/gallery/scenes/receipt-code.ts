/** The code of a receipt in every language, read as a phone reads it from a photo. */
import { LANGUAGES } from '../../../src/shared/contract.ts';
import { receiptOf, receiptText } from '../../../src/shared/receipt/receipt.ts';
import { readCode } from '../../e2e/phone.ts';
import { GALLERY_TIME_ZONE } from '../gallery.ts';
import { SIZES } from '../looks.ts';
import type { Visit } from '../checks/check.ts';
import { expectSame, scene } from './scene.ts';

const LOOKS = [
  'portrait',
  'landscape-dark',
  {
    name: 'counter-high-contrast',
    size: SIZES.counter,
    adjustments: { isHighContrast: true },
    languages: LANGUAGES,
  },
];
/** Without a word about paper, and with the longest text: kept by the kiosk until the network is back. */
const RECEIPTS = ['receipt', 'receipt-kept', 'proof'];

export const RECEIPT_CODE: readonly Visit[] = LOOKS.flatMap((look) =>
  LANGUAGES.flatMap((language) =>
    RECEIPTS.map((of) =>
      scene('a phone reads every word of the receipt', {
        of,
        look,
        language,
        async run(page, { view: { screen, ...view } }) {
          if (screen.kind !== 'paid' && screen.kind !== 'notCompleted')
            return ['it is not a receipt'];
          const text = await readCode(page.locator('dialog svg[role="img"]'));
          return expectSame(
            'the code',
            text,
            inGalleryTime(() => receiptText(receiptOf(screen, view), language)),
          );
        },
      }),
    ),
  ),
);

/** A receipt has the local time of the kiosk, and the page of the gallery has its own time zone. */
function inGalleryTime(write: () => string): string {
  const before = process.env['TZ'];
  process.env['TZ'] = GALLERY_TIME_ZONE;
  try {
    return write();
  } finally {
    if (before === undefined) delete process.env['TZ'];
    else process.env['TZ'] = before;
  }
}
