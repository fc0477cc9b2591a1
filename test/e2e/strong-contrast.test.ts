/** In strong contrast, where all grounds are one, what can be pressed or read apart has an edge of its own. */
import type { Page } from 'playwright-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { FIXTURES } from '../gallery/fixtures.ts';
import { show } from '../gallery/gallery.ts';
import { showGallery } from './shown-gallery.ts';

const gallery = showGallery();

async function contrasting(name: string): Promise<Page> {
  const fixture = FIXTURES.find((each) => each.name === name);
  if (!fixture) throw new Error(`no fixture ${name}`);
  const page = await gallery.open({ size: 'counter', contrast: 'more' });
  onTestFinished(() => page.context().close());
  await show(page, fixture, { language: 'en' });
  return page;
}

describe('in strong contrast', () => {
  it.each([
    ['paid', '.difference span'],
    ['idle-demo', '.demo button'],
  ])('on %s there is an edge around %s', async (name, selector) => {
    const page = await contrasting(name);
    const edges = await page
      .locator(selector)
      .evaluateAll((parts) => parts.map((part) => getComputedStyle(part).boxShadow));
    expect(edges).not.toHaveLength(0);
    expect(edges).not.toContain('none');
  });

  it('a main act that waits is dashed, as no button that is ready is', async () => {
    const page = await contrasting('confirm-unarmed');
    const line = await page
      .locator('.main-act')
      .evaluate((act) => getComputedStyle(act, '::after').borderTopStyle);
    expect(line).toBe('dashed');
  });

  it('the chosen amount has a tick, and no other has', async () => {
    const page = await contrasting('amount-six-quick');
    expect(await page.locator('.quick [aria-pressed="true"] .lucide-check').count()).toBe(1);
    expect(await page.locator('.quick .lucide-check').count()).toBe(1);
  });
});
