/** Puts what the customer adjusted on the page, for the styles to follow, and takes it off with the session. */
import { prefersReducedMotion } from 'svelte/motion';
import { MediaQuery } from 'svelte/reactivity';
import type { View } from '../../shared/contract.ts';
import { largeTextPx } from './physical-size.ts';

const systemWantsContrast = new MediaQuery('(prefers-contrast: more)');

/** By the customer, or by the system for everybody. */
export function isHighContrast(view: View | null): boolean {
  return systemWantsContrast.current || (view?.adjustments.isHighContrast ?? false);
}

/** Whether nothing may move by itself: by the customer, or by the system for everybody. */
export function isStill(view: View | null): boolean {
  return prefersReducedMotion.current || (view?.adjustments.isStill ?? false);
}

/** To be called once, in a component's setup. */
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
