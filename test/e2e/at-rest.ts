import type { Page } from 'playwright-core';

/** The idle screen moves for longer than this by itself. No change of a screen takes so long. */
export const CHANGE_MAX_MS = 2_000;

/** Waits until the screen has changed. A test is faster than a person, and could act during an animation. */
export async function comesToRest(page: Page): Promise<void> {
  await page.evaluate(
    (changeMaxMs) =>
      Promise.allSettled(
        document
          .getAnimations()
          .filter(({ effect }) => Number(effect?.getComputedTiming().endTime) <= changeMaxMs)
          .map(({ finished }) => finished),
      ).then(() => undefined),
    CHANGE_MAX_MS,
  );
}
