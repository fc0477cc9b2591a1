/**
 * Every screen and state by the keyboard, with the eyes and with the ears: wherever the focus is it is seen,
 * nothing lies over it, every word of the screen is said, by itself or when it is reached, and nothing else happens.
 */
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { FIXTURES } from '../gallery/fixtures.ts';
import { focusFaults, wordsOnScreen } from '../gallery/focus-faults.ts';
import { askedFor, show } from '../gallery/gallery.ts';
import { showGallery } from './shown-gallery.ts';
import { addVoice, heardBy } from './speech.ts';

/** More than any screen has stops and rows. */
const STEPS_MAX = 80;

const gallery = showGallery();
let page: Page;

beforeAll(async () => {
  page = await gallery.open({ size: 'portrait', clock: 'running' });
  await addVoice(page, ['en']);
});

/** Presses the key until it comes back to where it was; tells every stop, and what is wrong with it. */
async function goThrough(key: 'Tab' | 'ArrowDown'): Promise<Map<string, string[]>> {
  const stops = new Map<string, string[]>();
  for (let step = 0; step < STEPS_MAX; step += 1) {
    await page.keyboard.press(key);
    const stop = await page.evaluate(focusFaults);
    if (stop === null) continue;
    if (stops.has(stop.name) && [...stops.keys()][0] === stop.name) return stops;
    stops.set(stop.name, [...(stops.get(stop.name) ?? []), ...stop.faults]);
  }
  return stops;
}

/** What has not been said yet; the last of it may be on its way. */
async function unsaidOf(words: readonly string[]): Promise<string[]> {
  const said = ((await page.evaluate(heardBy)) ?? []).join(' ').toLowerCase();
  // What is spelt is said sign by sign.
  const spelt = said.replaceAll(' ', '');
  return words.filter((word) => !said.includes(word) && !spelt.includes(word));
}

describe.each(FIXTURES)('$name', (fixture) => {
  it('shows where the focus is, and says all that stands on it', async () => {
    await show(page, fixture, { language: 'en', adjustments: { isSpeaking: true } });
    await page.waitForFunction(heardBy, null);
    const words = await page.evaluate(wordsOnScreen);
    const byTab = await goThrough('Tab');
    const byArrow = await goThrough('ArrowDown');

    const faults = [...byTab, ...byArrow].flatMap(([name, found]) =>
      found.map((fault) => `${name}: ${fault}`),
    );
    expect(faults).toEqual([]);
    expect([...byTab.keys()].filter((name) => !byArrow.has(name))).toEqual([]);
    await expect.poll(() => unsaidOf(words)).toEqual([]);
    // That somebody is there is all that they told.
    const asked = await page.evaluate(askedFor);
    expect(asked.filter((kind) => kind !== 'touch')).toEqual([]);
  });
});
