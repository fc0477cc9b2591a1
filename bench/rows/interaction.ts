/** The processor time that a touch and the next view take on the page's main thread. No task may be a long one. */
import type { Page } from 'playwright-core';
import { launchChromium } from '../../scripts/chromium.ts';
import type { View } from '../../src/shared/contract.ts';
import { FIXTURES } from '../../test/gallery/fixtures.ts';
import { buildGallery, openGallery, type SizeName } from '../../test/gallery/gallery.ts';
import type { Extent, Sample } from '../kit/row.ts';

/** Browsers call a task long from 50 ms on. */
const LONG_TASK_MS = 50;
const SIZES: readonly SizeName[] = ['portrait', 'landscape', 'counter'];

/** The first view loads with the page. Each other view follows a touch. */
const WAY = ['idle', 'balance', 'balance-history', 'amount-empty', 'amount', 'confirm', 'paid'];

export async function interaction({ isShort }: Extent): Promise<Sample[]> {
  const browser = await launchChromium();
  await buildGallery();
  const gallery = await openGallery(browser);
  const samples: Sample[] = [];
  for (const size of SIZES) {
    const page = await gallery.open({ size });
    await page.goto('/');
    await show(page, viewOf('idle'));
    const cpu = await processorOf(page);
    for (let round = 0; round < (isShort ? 3 : 10); round++) {
      for (const name of WAY) {
        const beforeMs = await cpu();
        await page.mouse.click(5, 5);
        await show(page, viewOf(name));
        samples.push({ program: (await cpu()) - beforeMs, reference: LONG_TASK_MS });
      }
    }
    await page.context().close();
  }
  await gallery.close();
  await browser.close();
  return samples;
}

/** Returns the processor time of the page's tasks so far. */
async function processorOf(page: Page): Promise<() => Promise<number>> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
  return async () => {
    const { metrics } = await cdp.send('Performance.getMetrics');
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN) * 1000;
  };
}

/** Resolves after the view was laid out and the next two frames. */
function show(page: Page, view: View): Promise<void> {
  return page.evaluate(async (detail) => {
    window.dispatchEvent(new CustomEvent('gallery', { detail }));
    await Promise.resolve();
    document.body.getBoundingClientRect();
    await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
  }, view);
}

function viewOf(name: string): View {
  const fixture = FIXTURES.find((one) => one.name === name);
  if (fixture === undefined) throw new Error(`unknown fixture ${name}`);
  return fixture.view('en');
}
