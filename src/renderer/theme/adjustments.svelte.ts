/** Sets the customer's adjustments as data attributes of the page, for the styles. They end with the session. */
import { prefersReducedMotion } from 'svelte/motion';
import { MediaQuery } from 'svelte/reactivity';
import type { View } from '../../shared/contract.ts';
import { largeTextPx } from './physical-size.ts';

const systemWantsContrast = new MediaQuery('(prefers-contrast: more), (forced-colors: active)');

/** The customer has chosen high contrast, or the system has it on for everybody. */
export function isHighContrast(view: View | null): boolean {
  return systemWantsContrast.current || (view?.adjustments.isHighContrast ?? false);
}

/** Whether animations are off. The customer has chosen this, or the system has it for everybody. */
export function isStill(view: View | null): boolean {
  return prefersReducedMotion.current || (view?.adjustments.isStill ?? false);
}

/** Call once, in a component's setup. */
export function applyAdjustments(view: () => View | null): void {
  $effect(() => {
    const now = view();
    const { dataset, style } = document.documentElement;
    dataset['contrast'] = isHighContrast(now) ? 'more' : 'normal';
    dataset['motion'] = isStill(now) ? 'still' : 'moving';
    dataset['text'] = now?.adjustments.isLarge ? 'large' : 'normal';
    dataset['reach'] = now?.adjustments.isLow ? 'low' : 'normal';
    if (now) style.setProperty('--text-floor', `${largeTextPx(now.physicalScreen, screen)}px`);
  });
}
