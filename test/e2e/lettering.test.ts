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

describe('in Arabic', () => {
  it('a shop named in Latin letters keeps its own order on the receipt', async () => {
    const shopName = '🦀 Krabbe & Co.';
    const page = await pageWith(
      'receipt',
      { size: 'portrait' },
      { language: 'ar', changes: { shopName } },
    );
    const [first, last] = await page.locator('.slip h3').evaluate((title) => {
      const text = document.createTreeWalker(title, NodeFilter.SHOW_TEXT).nextNode();
      const end = title.textContent.length;
      const leftOf = (at: number): number => {
        const range = document.createRange();
        if (!text) throw new Error('the title is empty');
        range.setStart(text, at);
        range.setEnd(text, at + 1);
        return range.getBoundingClientRect().left;
      };
      // The K, and the dot at the end.
      return [leftOf(3), leftOf(end - 1)];
    });
    expect(first).toBeLessThan(last);
  });

  it('a long currency sign stands apart from the digits', async () => {
    const page = await pageWith(
      'balance',
      { size: 'counter' },
      { language: 'ar', changes: { currency: 'AED' } },
    );
    const gapPx = await page.locator('.hero .figure').evaluate((figure) => {
      const [sign, number] = ['.currency', '.integer'].map((part) =>
        figure.querySelector(part)?.getBoundingClientRect(),
      );
      if (!sign || !number) throw new Error('no figure');
      return Math.max(number.left - sign.right, sign.left - number.right);
    });
    expect(gapPx).toBeGreaterThan(4);
  });

  it('a wide amount stays within its button', async () => {
    const page = await pageWith(
      'amount-six-quick',
      { size: 'counter' },
      { language: 'ar', changes: { currency: 'AED' } },
    );
    const overflowPx = await page.locator('.quick button').evaluateAll((buttons) =>
      buttons.map((button) => {
        const figure = button.querySelector('.figure')?.getBoundingClientRect();
        return Math.max(0, (figure?.width ?? 0) - button.clientWidth + 12);
      }),
    );
    expect(Math.max(...overflowPx)).toBe(0);
  });
});

describe('the mark of the shop in the bar', () => {
  it.each([
    ['🦀 7 Krabs', '7'],
    ['🦀 Krabbe', 'K'],
  ])('of %s is %s', async (shopName, letter) => {
    const page = await pageWith('idle', { size: 'portrait' }, { changes: { shopName } });
    expect(await page.locator('nav .mark').innerText()).toBe(letter);
  });

  it('is an icon where there is no shop', async () => {
    const page = await pageWith('out-of-service-token-missing', { size: 'portrait' });
    expect(await page.locator('nav .mark svg').count()).toBe(1);
  });
});

describe('a question about the card', () => {
  it('is asked with no older word beside it', async () => {
    const page = await pageWith(
      'other-card',
      { size: 'portrait' },
      { changes: { notice: { kind: 'sameCardAgain', number: 1 } } },
    );
    expect(await page.locator('.notice p').count()).toBe(0);
  });
});

describe('in large text on the counter', () => {
  it.each(['languages', 'comfort'])('all of %s is seen at once', async (name) => {
    const page = await pageWith(name, { size: 'counter', adjustments: { isLarge: true } });
    expect(await page.locator('dialog .whole').count()).toBe(1);
  });
});
