/** In strong contrast all grounds are one, so what can be pressed or read apart has an edge of its own. */
import type { Check } from './check.ts';

/** Parts that have an edge, and the fixtures that are sure to have one of them. */
const WITH_AN_EDGE: Readonly<Record<string, string>> = {
  paid: '.difference span',
  'idle-demo': '.demo button',
  'confirm-unarmed': '.main-act[aria-disabled="true"]',
  'amount-six-quick': '.quick [aria-pressed="true"] .lucide-check',
};

export const contrast: Check = {
  name: 'contrast',
  appliesTo: ({ look }) => look.contrast === 'more' || look.adjustments?.isHighContrast === true,
  async run(page, { fixture, look }) {
    const faults = await page.evaluate(edgeFaults);
    const part = look.contrast === 'more' ? WITH_AN_EDGE[fixture.name] : undefined;
    const isThere = part === undefined || (await page.locator(part).count()) > 0;
    return isThere ? faults : [...faults, `it has no ${part}`];
  },
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
