/**
 * By the keyboard and by ear: wherever the focus is, it is seen and nothing lies over it; every word on the screen is said,
 * by itself or when the focus reaches it; and nothing else happens.
 */
import type { Page } from 'playwright-core';
import { askedFor } from '../in-page.ts';
import { focusFaults, wordsOnScreen } from '../focus-faults.ts';
import { textOf } from '../messages.ts';
import { heard } from '../voice.ts';
import type { Check, Shown } from './check.ts';

/** More than any screen has stops and rows. */
const STEPS_MAX = 80;

/** In large text these screens have shorter words than the voice. By fixture, the words that only the screen has. */
const SHORTER_IN_LARGE_TEXT: Readonly<Partial<Record<string, readonly string[]>>> = {
  'paid-kept': ['sent', 'later'],
};

/** The names of one button: which one it has depends on how far its text is scrolled. */
const SCROLL_BUTTON = new Set([textOf('en', 'scroll_on'), textOf('en', 'scroll_back')]);

export const focus: Check = {
  name: 'focus',
  appliesTo: ({ language }) => language === 'en',
  isInFullRun: ({ look, language }) => look.name === 'portrait' && language === 'en',
  run,
};

async function run(page: Page, shown: Shown): Promise<string[]> {
  await shown.showAgain({ adjustments: { isSpeaking: true } });
  const words = await page.evaluate(wordsOnScreen);
  const byTab = await goThrough(page, 'Tab');
  const byArrow = await goThrough(page, 'ArrowDown');
  const faults = [...byTab, ...byArrow].flatMap(([name, found]) =>
    found.map((fault) => `${name}: ${fault}`),
  );
  const hasScrollButton = [...byArrow.keys()].some((name) => SCROLL_BUTTON.has(name));
  for (const name of byTab.keys()) {
    if (!byArrow.has(name) && !(SCROLL_BUTTON.has(name) && hasScrollButton))
      faults.push(`the arrow keys do not reach ${name}`);
  }
  const isShorter = shown.look.adjustments?.isLarge === true;
  const excepted = isShorter ? (SHORTER_IN_LARGE_TEXT[shown.fixture.name] ?? []) : [];
  for (const word of unsaid(words, await page.evaluate(heard))) {
    if (!excepted.includes(word)) faults.push(`'${word}' is not said`);
  }
  // The only thing that the page reports is that somebody is there.
  for (const kind of await page.evaluate(askedFor)) {
    if (kind !== 'touch') faults.push(`a key that only moves the focus sent '${kind}'`);
  }
  return faults;
}

/** Presses the key until the focus is back where it began. Gives every stop with its faults. */
async function goThrough(page: Page, key: 'Tab' | 'ArrowDown'): Promise<Map<string, string[]>> {
  const stops = new Map<string, string[]>();
  let last = '';
  for (let step = 0; step < STEPS_MAX; step += 1) {
    await page.keyboard.press(key);
    const stop = await page.evaluate(focusFaults);
    if (stop === null) continue;
    const isScrolling = stop.name === last;
    if (!isScrolling && [...stops.keys()][0] === stop.name) return stops;
    last = stop.name;
    stops.set(stop.name, [...(stops.get(stop.name) ?? []), ...stop.faults]);
  }
  return stops;
}

function unsaid(words: readonly string[], sentences: readonly string[]): string[] {
  const said = sentences.join(' ').toLowerCase();
  const scrollTexts = [...SCROLL_BUTTON].map((text) => text.toLowerCase());
  const saidOfButton = scrollTexts.some((text) => said.includes(text)) ? scrollTexts : [];
  // A reference is spelt, sign by sign.
  const spelt = said.replaceAll(' ', '');
  return words.filter(
    (word) => ![said, spelt, ...saidOfButton].some((heardText) => heardText.includes(word)),
  );
}
