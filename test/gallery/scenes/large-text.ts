/** The large text, measured on the glass. */
import { PNG } from 'pngjs';
import { LARGE_CAPITAL_MM, pixelsPerMm } from '../../../src/renderer/theme/physical-size.ts';
import type { Visit } from '../checks/check.ts';
import { expectTrue, scene } from './scene.ts';

export const LARGE_TEXT: readonly Visit[] = [
  scene('a capital of the smallest word of the screen is 7.3 mm of ink', {
    of: 'idle',
    look: 'counter-large',
    async run(page, { view, look }) {
      const minPx = LARGE_CAPITAL_MM * pixelsPerMm(view.physicalScreen, look.size);
      // `Help`, in the bar.
      const clip = await page.locator('nav .suits button:last-child span').evaluate((word) => {
        const range = document.createRange();
        const [letters] = word.childNodes;
        if (!letters) throw new Error('the word is empty');
        range.setStart(letters, 0);
        range.setEnd(letters, 1);
        const { x, y, width, height } = range.getBoundingClientRect();
        return { x, y, width, height };
      });
      const { data, width } = PNG.sync.read(await page.screenshot({ clip }));
      const inkRows = new Set<number>();
      for (let at = 0; at < data.length; at += 4) {
        if ((data[at] ?? 255) < 128) inkRows.add(Math.floor(at / 4 / width));
      }
      return expectTrue(
        `${inkRows.size} rows of ink are at least ${minPx.toFixed(1)}`,
        inkRows.size >= Math.floor(minPx),
      );
    },
  }),
  scene('the keys are about as wide as each other where a word stands on one', {
    of: 'amount',
    look: 'counter-large',
    language: 'de',
    async run(page) {
      const widths = await page
        .locator('.keypad button')
        .evaluateAll((keys) => keys.map((key) => key.getBoundingClientRect().width));
      const ratio = Math.max(...widths) / Math.min(...widths);
      return expectTrue(`a ratio of ${ratio.toFixed(2)} is below 1.4`, ratio < 1.4);
    },
  }),
];
