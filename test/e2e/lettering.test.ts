/** What is written is written whole, with the spaces of its language and in its order. */
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Language, View } from '../../src/shared/contract.ts';
import { epochMs } from '../../src/shared/time.ts';
import { FIXTURES, GALLERY_NOW } from '../gallery/fixtures.ts';
import { turnTo, type Look } from '../gallery/gallery.ts';
import { layoutFaults } from '../gallery/layout-faults.ts';
import { showGallery } from './shown-gallery.ts';

const LONG_NAME = 'Donaudampfschifffahrtsgesellschaftskapitänskajütenverkaufsstelle';
const gallery = showGallery();

interface Shown {
  language?: Language;
  changes?: Partial<View>;
}

async function pageWith(name: string, look: Look, { language = 'en', changes = {} }: Shown = {}) {
  const fixture = FIXTURES.find((each) => each.name === name);
  if (!fixture) throw new Error(`no fixture ${name}`);
  const view = (spoken: Language): View => ({ ...fixture.view(spoken), ...changes });
  const page = await gallery.open(look);
  onTestFinished(() => page.context().close());
  await page.goto('/');
  await turnTo(page, { ...fixture, view }, { language, adjustments: look.adjustments ?? {} });
  return page;
}

describe('a shop whose name is one long word', () => {
  it.each(['starting', 'identifying-slow', 'confirm', 'paid', 'out-of-service-token-refused'])(
    'is named whole on %s',
    async (name) => {
      for (const adjustments of [{}, { isLarge: true }]) {
        for (const size of ['portrait', 'counter'] as const) {
          const page = await pageWith(
            name,
            { size, adjustments },
            { changes: { shopName: LONG_NAME } },
          );
          expect(await page.evaluate(layoutFaults)).toEqual([]);
        }
      }
    },
  );
});

describe('the strip', () => {
  it('leaves a blank on both sides of the dot between two facts', async () => {
    const waiting = { count: 3, oldestAt: epochMs(GALLERY_NOW - 600_000), heldCount: 0 };
    const page = await pageWith('balance', { size: 'portrait' }, { changes: { waiting } });
    expect(await page.locator('.strip .aside').innerText()).toMatch(/^3 .*[a-z] · \S/);
  });
});
