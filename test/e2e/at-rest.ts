import type { Page } from 'playwright-core';

/** Waits for the end of every animation that ends. A test is faster than a person, and could act during an animation. */
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
