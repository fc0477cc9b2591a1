/** Parts of the page that are fetched when they are first shown, where that fails. */
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { FIXTURES } from '../gallery/fixtures.ts';
import { layoutFaults } from '../gallery/layout-faults.ts';
import { showGallery } from './shown-gallery.ts';

const gallery = showGallery();
let page: Page;

beforeAll(async () => {
  page = await gallery.open({ size: 'portrait', clock: 'real' });
});

describe('the list of payments', () => {
  it.each(['js', 'css'])('is shown whole once its .%s can be had', async (type) => {
    let tries = 0;
    let isReachable = false;
    await page.route(new RegExp(`HistoryList-.*\\.${type}$`), (route) => {
      tries += 1;
      return isReachable ? route.continue() : route.abort();
    });
    await page.goto('/');
    const fixture = FIXTURES.find(({ name }) => name === 'balance-history');
    await page.evaluate((view) => {
      window.dispatchEvent(new CustomEvent('gallery', { detail: view }));
    }, fixture?.view('en'));
    // The first time, Chromium may ask twice for a script.
    await expect.poll(() => tries, { timeout: 30_000 }).toBeGreaterThan(2);
    expect(await page.getByRole('listitem').count()).toBe(0);

    isReachable = true;
    await page.getByRole('listitem').first().waitFor();
    expect(await page.evaluate(layoutFaults)).toEqual([]);
    await page.unrouteAll();
  });
});
