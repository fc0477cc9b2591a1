/** In strong contrast all grounds are one, so what can be pressed or read apart has an edge of its own. */
import type { Check } from './check.ts';

export const contrast: Check = {
  name: 'contrast',
  appliesTo: ({ look }) => look.contrast === 'more' || look.adjustments?.isHighContrast === true,
  run: (page) => page.evaluate(edgeFaults),
};

/** Runs in the page, so it uses nothing from outside itself. */
function edgeFaults(): string[] {
  const faults: string[] = [];
  for (const part of document.querySelectorAll('.difference span, .demo button')) {
    if (getComputedStyle(part).boxShadow === 'none') {
      faults.push(`has no edge: ${part.className} "${part.textContent.trim()}"`);
    }
  }
  const button = document.querySelector('.main-act[aria-disabled="true"]');
  if (button && getComputedStyle(button, '::after').borderTopStyle !== 'dashed') {
    faults.push('the main button waits, and is not dashed');
  }
  const quick = document.querySelector('.quick');
  const chosen = quick?.querySelectorAll('[aria-pressed="true"]').length ?? 0;
  const ticked = quick?.querySelectorAll('[aria-pressed="true"] .lucide-check').length ?? 0;
  const ticks = quick?.querySelectorAll('.lucide-check').length ?? 0;
  if (ticked !== chosen || ticks !== chosen)
    faults.push('not exactly the chosen amount has a tick');
  return faults;
}
