/** WCAG 2.2, 1.4.12: with the spacing that a reader may set for themselves, nothing of any screen is lost. */
import type { Page } from 'playwright-core';
import { laidOut } from '../in-page.ts';
import { layoutFaults } from '../layout-faults.ts';
import type { Check } from './check.ts';

const SPACING = `
  * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
  p { margin-bottom: 2em !important; }
`;
/** What comes out too wide finds its size within a few frames; each attempt is one. */
const ATTEMPTS_MAX = 20;
const FRAME_MS = 20;

export const spacing: Check = {
  name: 'spacing',
  appliesTo: ({ look, language }) => look.name === 'portrait' && language === 'en',
  run,
};

async function run(page: Page): Promise<string[]> {
  await page.evaluate(wear, SPACING);
  let faults = await page.evaluate(layoutFaults);
  for (let attempt = 0; faults.length > 0 && attempt < ATTEMPTS_MAX; attempt += 1) {
    await page.clock.runFor(FRAME_MS);
    await page.evaluate(laidOut);
    faults = await page.evaluate(layoutFaults);
  }
  await page.evaluate(wear, null);
  await page.evaluate(laidOut);
  return faults;
}

/** Runs in the page, whose policy refuses styles in its markup. */
function wear(styles: string | null): void {
  if (styles === null) {
    document.adoptedStyleSheets = [];
    return;
  }
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  document.adoptedStyleSheets = [sheet];
}
