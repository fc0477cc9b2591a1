import type { Page } from 'playwright-core';

/** When all that moves once has come to where it goes: a finger waits for that, and a test is faster than a frame. */
export async function comesToRest(page: Page): Promise<void> {
  await page.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity)
        .map(({ finished }) => finished),
    ).then(() => undefined),
  );
}
