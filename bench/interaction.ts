/**
 * How long a touch and the next view keep the page's main thread busy, and how much the layout shifts meanwhile. It is
 * measured in wall time and in processor time: if they differ, the machine was busy with something else.
 */
import type { Page } from 'playwright-core';
import { launchChromium } from '../scripts/chromium.ts';
import type { View } from '../src/shared/contract.ts';
import { FIXTURES } from '../test/gallery/fixtures.ts';
import { buildGallery, openGallery, SIZES, type SizeName } from '../test/gallery/gallery.ts';
import { percentile, print } from './figures.ts';

const ROUNDS = Number(process.argv[2] ?? 10);

/** The first view loads with the page. Each other view follows a touch. */
const WAY = ['idle', 'balance', 'balance-history', 'amount-empty', 'amount', 'confirm', 'paid'];

const browser = await launchChromium();
await buildGallery();
const gallery = await openGallery(browser);
for (const size of ['portrait', 'landscape', 'counter'] satisfies readonly SizeName[]) {
  const page = await gallery.open({ size });
  const seen = await watch(page);
  await page.goto('/');
  await show(page, viewOf('idle'));
  const loaded = { longTasks: seen.longTasksMs.length, shift: seen.layoutShift };
  const cpu = await processorOf(page);
  const viewsMs: number[] = [];
  const workMs: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    for (const name of WAY) {
      const beforeMs = await cpu();
      await page.mouse.click(5, 5);
      viewsMs.push(await show(page, viewOf(name)));
      workMs.push((await cpu()) - beforeMs);
    }
  }
  print(`the page, ${size} (${SIZES[size].width}×${SIZES[size].height})`, {
    touches: viewsMs.length,
    'view drawn p50 ms': percentile(viewsMs, 0.5),
    'p99 ms': percentile(viewsMs, 0.99),
    'tasks over 50 ms': seen.longTasksMs.length - loaded.longTasks,
    'longest ms': Math.max(0, ...seen.longTasksMs.slice(loaded.longTasks)),
    'processor p50 ms': percentile(workMs, 0.5),
    'over 50 ms of it': workMs.filter((ms) => ms > 50).length,
    'most in the first round': Math.max(...workMs.slice(0, WAY.length)),
    'layout shift while loading': loaded.shift,
    'and later': seen.layoutShift - loaded.shift,
  });
  await page.context().close();
}
await gallery.close();
await browser.close();

interface Seen {
  /** Long tasks, as the browser defines them: over 50 ms. */
  longTasksMs: number[];
  /** As Cumulative Layout Shift, but shifts right after a touch count too. */
  layoutShift: number;
}

async function watch(page: Page): Promise<Seen> {
  const seen: Seen = { longTasksMs: [], layoutShift: 0 };
  await page.exposeFunction('sawLongTask', (durationMs: number) => {
    seen.longTasksMs.push(durationMs);
  });
  await page.exposeFunction('sawShift', (value: number) => {
    seen.layoutShift += value;
  });
  await page.addInitScript(`
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) sawLongTask(entry.duration);
    }).observe({ type: 'longtask', buffered: true });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) sawShift(entry.value);
    }).observe({ type: 'layout-shift', buffered: true });
  `);
  return seen;
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

/** Resolves after the next two frames, with the time until the view was laid out. */
function show(page: Page, view: View): Promise<number> {
  return page.evaluate(async (detail) => {
    const startedMs = performance.now();
    window.dispatchEvent(new CustomEvent('gallery', { detail }));
    await Promise.resolve();
    document.body.getBoundingClientRect();
    const tookMs = performance.now() - startedMs;
    await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
    return tookMs;
  }, view);
}

function viewOf(name: string): View {
  const fixture = FIXTURES.find((one) => one.name === name);
  if (fixture === undefined) throw new Error(`unknown fixture ${name}`);
  return fixture.view('en');
}
