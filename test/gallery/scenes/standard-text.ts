/** The standard text is large enough on a small screen. */
import { SIZES, type GalleryLook } from '../looks.ts';
import type { Visit } from '../checks/check.ts';
import { expectTrue, scene } from './scene.ts';

const CAPITAL_MIN_MM = 3;
const DIAGONAL_MM = 10 * 25.4;

const SCREENS: readonly GalleryLook['size'][] = [{ width: 1280, height: 800 }, SIZES.counter];

export const STANDARD_TEXT: readonly Visit[] = SCREENS.map((size) =>
  scene('a capital of the standard text is 3 mm tall on a screen of 10 inches', {
    of: 'balance',
    look: { name: `ten-inch-${size.width}`, size, languages: ['en'] },
    async run(page) {
      const capitalPx = await page.evaluate(() => {
        const { fontWeight, fontFamily, fontSize } = getComputedStyle(document.body);
        const paper = document.createElement('canvas').getContext('2d');
        if (paper === null) return 0;
        paper.font = `${fontWeight} ${fontSize} ${fontFamily}`;
        return paper.measureText('H').actualBoundingBoxAscent;
      });
      const mm = (capitalPx / Math.hypot(size.width, size.height)) * DIAGONAL_MM;
      return expectTrue(`${mm.toFixed(2)} mm are at least 3 mm`, mm >= CAPITAL_MIN_MM);
    },
  }),
);
