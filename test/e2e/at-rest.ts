import type { Page } from 'playwright-core';

/** Waits for animations that end. A person waits for them too, but a test is faster than a frame. */
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
