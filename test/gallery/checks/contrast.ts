/** In strong contrast all grounds are one, so what can be pressed or read apart has an edge of its own. */
import type { Check } from './check.ts';

/** Parts that have an edge, and the fixtures that are sure to have one of them. */
const WITH_AN_EDGE: Readonly<Record<string, string>> = {
  'idle-demo': '.demo button',
  'confirm-unarmed': '.main-act[aria-disabled="true"]',
  'amount-six-quick': '.quick [aria-pressed="true"]',
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
  for (const part of document.querySelectorAll('.demo button')) {
    if (getComputedStyle(part).boxShadow === 'none') {
      faults.push(`has no edge: ${part.className} "${part.textContent.trim()}"`);
    }
  }
  const button = document.querySelector('.main-act[aria-disabled="true"]');
  if (button && getComputedStyle(button, '::after').borderTopStyle !== 'dashed') {
    faults.push('the main button waits, and is not dashed');
  }
  const quick = document.querySelector('.quick');
  // Chosen is filled with ink.
  const ink = getComputedStyle(document.body).color;
  for (const choice of quick?.querySelectorAll('button') ?? []) {
    const isFilled = getComputedStyle(choice).backgroundColor === ink;
    if (isFilled !== (choice.ariaPressed === 'true')) {
      faults.push(
        `chosen and not filled, or filled and not chosen: "${choice.textContent.trim()}"`,
      );
    }
  }
  return faults;
}
