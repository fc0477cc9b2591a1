/** A customer who wants a still screen gets one: nothing moves by itself. */
import type { Page } from 'playwright-core';
import type { Check, Shown } from './check.ts';

export const still: Check = {
  name: 'still',
  // The language makes no difference to what moves.
  appliesTo: ({ language, scene }) => language === 'en' && scene === undefined,
  isInFullRun: ({ look }) => look.name === 'portrait',
  async run(page: Page, shown: Shown) {
    await shown.showAgain({ adjustments: { isStill: true } });
    return await page.evaluate(movingParts);
  },
};

/** Runs in the page. What the gallery has paused is still an animation. */
function movingParts(): string[] {
  return document.getAnimations().flatMap(({ effect, playState }) => {
    const target = effect instanceof KeyframeEffect ? effect.target : null;
    const name = `${target?.tagName.toLowerCase() ?? 'a part'}.${target?.classList.value ?? ''}`;
    const { activeDuration } = effect?.getComputedTiming() ?? {};
    const isLong = Number(activeDuration) > 100;
    return isLong && playState !== 'finished'
      ? [`${name} moves for ${String(activeDuration)} ms`]
      : [];
  });
}
