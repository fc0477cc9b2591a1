/**
 * Every screen and state in a real browser: no accessibility violation, nothing cut off or over
 * anything else, and every target large enough and apart from its neighbours.
 */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { LANGUAGES, type Language } from '../../src/shared/contract.ts';
import { FIXTURES } from '../gallery/fixtures.ts';
import { turnTo, type Look } from '../gallery/gallery.ts';
import { layoutFaults } from '../gallery/layout-faults.ts';
import { showGallery } from './shown-gallery.ts';

/** The longest words, and those that are read from right to left: what fits in these fits. */
const TELLING: readonly Language[] = ['de', 'ar'];

interface Looked extends Look {
  name: string;
  languages?: readonly Language[];
}

const LOOKS: readonly Looked[] = [
  { name: 'portrait', size: 'portrait', languages: LANGUAGES },
  { name: 'landscape, dark', size: 'landscape', scheme: 'dark' },
  {
    name: 'portrait, in the customer’s own contrast and with low buttons',
    size: 'portrait',
    adjustments: { isHighContrast: true, isLow: true },
  },
  { name: 'counter', size: 'counter', languages: ['en', 'ar'] },
  {
    name: 'counter, dark and large',
    size: 'counter',
    scheme: 'dark',
    adjustments: { isLarge: true },
    languages: ['nl', 'de', 'ar'],
  },
];

const gallery = showGallery();

describe.each(LOOKS)('on $name', (look) => {
  let page: Page;

  beforeAll(async () => {
    page = await gallery.open({ ...look, clock: 'running' });
    await page.goto('/');
  });

  it.each(FIXTURES)('$name has no violation, and fits', async (fixture) => {
    const faults: string[] = [];
    for (const language of look.languages ?? TELLING) {
      await turnTo(page, fixture, { language, adjustments: look.adjustments ?? {} });
      for (const fault of await page.evaluate(layoutFaults)) faults.push(`${language}: ${fault}`);
    }
    const { violations } = await new AxeBuilder({ page }).analyze();
    for (const { id, nodes } of violations) {
      faults.push(
        `${id}: ${nodes.map(({ html, any }) => `${html} ${any[0]?.message ?? ''}`).join()}`,
      );
    }
    expect(faults).toEqual([]);
  });
});
