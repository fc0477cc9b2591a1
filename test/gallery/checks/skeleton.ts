/** The heading, the figure and the main button stand in the same place on every screen, to the pixel. */
import type { Page } from 'playwright-core';
import type { Check, Shown } from './check.ts';

export const skeleton: Check = {
  name: 'skeleton',
  // With large text, every screen shares its few lines in its own way.
  appliesTo: ({ look }) => look.adjustments?.isLarge !== true,
  run,
};

type Places = Readonly<Record<'heading' | 'figure' | 'mainButton', number | null>>;

/** A letter is drawn on whole pixels, so a place may differ by one. */
const TOLERANCE_PX = 1;

/** Where each part is in a look: the first screen decides, and the others must agree. */
const placesIn = new Map<string, Partial<Record<keyof Places, number>>>();

async function run(page: Page, { look }: Shown): Promise<string[]> {
  const places = await page.evaluate(placesOf);
  const agreed = placesIn.get(look.name) ?? {};
  placesIn.set(look.name, agreed);
  const faults: string[] = [];
  for (const part of ['heading', 'figure', 'mainButton'] as const) {
    const place = places[part];
    if (place === null) continue;
    const other = (agreed[part] ??= place);
    if (Math.abs(place - other) > TOLERANCE_PX) {
      faults.push(`the ${part} is at ${place.toFixed(1)}, elsewhere at ${other.toFixed(1)}`);
    }
  }
  return faults;
}

/** Runs in the page, so it uses nothing from outside itself. The lower edges: for text, its last baseline. */
function placesOf(): Places {
  const baselineOf = (selector: string): number | null => {
    const element = document.querySelector(selector);
    if (element === null) return null;
    const mark = document.createElement('i');
    mark.style.cssText = 'display: inline-block; width: 0; height: 0';
    element.append(mark);
    const { bottom } = mark.getBoundingClientRect();
    mark.remove();
    return bottom;
  };
  const button = document.querySelector('.hands > .main-act')?.getBoundingClientRect();
  return {
    heading: baselineOf('.stage > .says > h1'),
    figure: baselineOf('.stage .line .figure .integer'),
    mainButton: button?.bottom ?? null,
  };
}
