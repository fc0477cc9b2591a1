/** Sets the shades of the shop's colour on the page, and updates them when colour, scheme or contrast change. */
import { MediaQuery } from 'svelte/reactivity';
import type { View } from '../../shared/contract.ts';
import { shadesOf } from './accent.ts';
import { isHighContrast } from './adjustments.svelte.ts';

/** Call once, in a component's setup. */
export function applyAccent(view: () => View | null): void {
  const isDark = new MediaQuery('(prefers-color-scheme: dark)');
  $effect(() => {
    const shades = shadesOf(view()?.accentColor ?? null, {
      scheme: isDark.current ? 'dark' : 'light',
      isHighContrast: isHighContrast(view()),
    });
    const style = document.documentElement.style;
    style.setProperty('--accent', shades.fill);
    style.setProperty('--accent-deep', shades.deep);
    style.setProperty('--accent-lit', shades.lit);
    style.setProperty('--accent-edge', shades.edge);
    style.setProperty('--on-accent', shades.onFill);
    style.setProperty('--accent-text', shades.text);
  });
}
