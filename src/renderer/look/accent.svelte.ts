/** Puts the shades of the shop's colour on the page, again whenever the colour, the scheme or the contrast changes. */
import { MediaQuery } from 'svelte/reactivity';
import { shadesOf } from './accent.ts';

/** To be called once, in a component's setup. */
export function wearAccent(accent: () => string | null): void {
  const isDark = new MediaQuery('(prefers-color-scheme: dark)');
  const isHighContrast = new MediaQuery('(prefers-contrast: more)');
  $effect(() => {
    const shades = shadesOf(accent(), {
      scheme: isDark.current ? 'dark' : 'light',
      isHighContrast: isHighContrast.current,
    });
    const style = document.documentElement.style;
    style.setProperty('--accent', shades.fill);
    style.setProperty('--accent-deep', shades.deep);
    style.setProperty('--accent-edge', shades.edge);
    style.setProperty('--on-accent', shades.onFill);
    style.setProperty('--accent-text', shades.text);
  });
}
