/** A shop's logo is seen on the card and on the receipt, whatever its colour. A broken file leaves the name. */
import type { Visit } from '../checks/check.ts';
import { expectSame, scene } from './scene.ts';

const PLATES = [
  { logo: 'shop/00000000000000aa.svg', kind: 'a dark logo', plate: 'rgb(255, 255, 255)' },
  { logo: 'shop/00000000000000cc.svg', kind: 'a white logo', plate: 'rgb(22, 18, 13)' },
];
/** There is no such file. */
const BROKEN = 'shop/00000000000000ff.svg';

export const LOGO: readonly Visit[] = ['.track img', '.slip img'].flatMap((place) => [
  ...PLATES.map(({ logo, kind, plate }) =>
    scene(`${kind} stands on a plate that shows it, at ${place}`, {
      of: 'receipt-own-look',
      changes: { shopLogo: logo },
      async run(page) {
        const color = await page
          .locator(place)
          .evaluate((image) => getComputedStyle(image).backgroundColor);
        return expectSame('the plate', color, plate);
      },
    }),
  ),
  scene(`a broken logo leaves the name, at ${place}`, {
    of: 'receipt-own-look',
    changes: { shopLogo: BROKEN },
    run: async (page) => [
      ...expectSame('pictures', await page.locator(place).count(), 0),
      ...expectSame('names', await page.locator('.track .shop').count(), 1),
    ],
  }),
]);
