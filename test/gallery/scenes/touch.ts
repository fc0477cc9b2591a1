/** What a finger does, and must not do. */
import type { Page } from 'playwright-core';
import { QUIET_MS } from '../../../src/shared/quiet-time.ts';
import { askedFor } from '../in-page.ts';
import type { Visit } from '../checks/check.ts';
import { expectSame, scene } from './scene.ts';

export const TOUCH: readonly Visit[] = [
  // WCAG 2.2, 2.5.2
  scene(
    'a finger that leaves a button before it is lifted has pressed nothing, and one that stays has',
    {
      of: 'confirm',
      async run(page) {
        const button = page.locator('.main-act');
        // The clock stands still, and a scene before this one may have pressed something.
        await page.clock.runFor(QUIET_MS);
        await button.hover();
        await page.mouse.down();
        await page.mouse.move(5, 5);
        await page.mouse.up();
        const left = await asked(page);
        await button.click();
        return [
          ...expectSame('a finger that left asked for', left, []),
          ...expectSame('a finger that stayed asked for', await asked(page), ['confirmSpend']),
        ];
      },
    },
  ),
  scene('a double tap on Larger presses it once and not its neighbour; later it is heard again', {
    of: 'balance',
    look: 'counter',
    afterMs: 0,
    async run(page, shown) {
      const box = await page.getByRole('button', { name: 'Larger' }).boundingBox();
      if (box === null) return ['there is no such button'];
      const tap = (): Promise<void> =>
        page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
      await tap();
      const first = await asked(page);
      await shown.showAgain({ adjustments: { isLarge: true } });
      await tap();
      const second = await asked(page);
      await page.clock.runFor(1_000);
      await tap();
      return [
        ...expectSame('the first tap asked for', first, ['adjust']),
        ...expectSame('the second tap asked for', second, []),
        ...expectSame('taps that were heard later', (await asked(page)).length, 1),
      ];
    },
  }),
];

async function asked(page: Page): Promise<string[]> {
  return (await page.evaluate(askedFor)).filter((kind) => kind !== 'touch');
}
