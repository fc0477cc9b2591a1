/**
 * `npm run test:memory [-- SESSIONS]`: many sessions on one page of a real Chromium. At the end the page must hold no more
 * than after the first samples: bytes of its own objects, nodes and listeners. Ends with `N passed, N failed`.
 *
 * The default is 2,000 sessions; a nightly job runs 10,000. V8 counts every object, so the limit is per session. Between
 * two samples the engine itself adds or frees up to 2,000 bytes, whatever the number of sessions.
 */
import type { CDPSession, Page } from 'playwright-core';
import { launchChromium } from '../../scripts/chromium.ts';
import { LANGUAGES, type View } from '../../src/shared/contract.ts';
import { FIXTURES } from '../gallery/fixtures.ts';
import { buildGallery, openGallery } from '../gallery/gallery.ts';
import { heapOf, type Heap } from './heap.ts';

const SESSIONS = Number(process.argv[2] ?? 2_000);
const SAMPLES = 8;
const SESSIONS_A_SAMPLE = Math.ceil(SESSIONS / SAMPLES);
/** The page grows until its caches are full, so the growth counts from this sample on. */
const WARM_UP_SAMPLES = 2;
const SMALLEST_OBJECT_BYTES = 12;
/** The limit finds a leak of one object of the smallest size in every third session. */
const OWN_GROWTH_MAX_BYTES =
  (SESSIONS_A_SAMPLE * (SAMPLES - WARM_UP_SAMPLES) * SMALLEST_OBJECT_BYTES) / 3;
/** The limit for the whole heap. It includes compiled code, styles and records of the engine, which vary. */
const GROWTH_MAX_BYTES = 1024 * 1024;
/** Svelte keeps a few nodes and listeners for the next screens. */
const GROWTH_MAX_NODES = 64;

/** Every second session shows these screens. The other sessions use OTHER_WAYS in turn. */
const MAIN_WAY = [
  'idle',
  'identifying',
  'balance',
  'balance-history',
  'amount-empty',
  'amount',
  'confirm-unarmed',
  'confirm',
  'paying-sending',
  'paid',
];
const OTHER_WAYS = [
  ['idle', 'identifying', 'card-unknown', 'idle'],
  ['idle', 'identifying', 'balance', 'other-card', 'balance-zero', 'still-there', 'idle'],
  ['idle-offline', 'balance-offline', 'amount-over-offline-cap', 'paid-kept', 'idle'],
  ['idle', 'balance', 'amount', 'confirm', 'paying-checking', 'not-completed', 'idle'],
  ['idle', 'balance', 'notice', 'amount-over-balance', 'not-paid-balance', 'idle'],
];

interface Sample extends Heap {
  nodes: number;
  listeners: number;
}

const browser = await launchChromium();
await buildGallery();
const gallery = await openGallery(browser);
try {
  const page = await gallery.open({ size: 'counter' });
  await page.goto('/');
  const cdp = await page.context().newCDPSession(page);
  const samples: Sample[] = [];
  for (let from = 0; from < SESSIONS; from += SESSIONS_A_SAMPLE) {
    await serve(page, from);
    const sample = await weigh(page, cdp);
    samples.push(sample);
    process.stdout.write(
      `${from + SESSIONS_A_SAMPLE} sessions: ${sample.own} bytes of the page in a heap of ${sample.all}, ${sample.nodes} nodes, ${sample.listeners} listeners\n`,
    );
  }
  const faults = faultsOf(samples);
  for (const fault of faults) process.stdout.write(`${fault}\n`);
  process.stdout.write(
    faults.length === 0 ? '1 passed, 0 failed\n' : `0 passed, ${faults.length} failed\n`,
  );
  process.exitCode = faults.length === 0 ? 0 : 1;
} finally {
  await gallery.close();
  await browser.close();
}

/** Shows every view of these sessions, and then the idle screen. Each session has its own texts. */
async function serve(page: Page, from: number): Promise<void> {
  const ways = [MAIN_WAY, ...OTHER_WAYS].map((names) =>
    names.map((name, step) => viewOf(name, LANGUAGES[step % LANGUAGES.length] ?? 'en')),
  );
  await page.evaluate(
    async ({ ways, idle, from, count }) => {
      const nextFrame = (): Promise<unknown> => new Promise(requestAnimationFrame);
      const show = (detail: unknown): boolean =>
        window.dispatchEvent(new CustomEvent('gallery', { detail }));
      for (let session = from; session < from + count; session++) {
        const way = ways[session % 2 === 0 ? 0 : (session >> 1) % ways.length] ?? [];
        for (const view of way) {
          const words = JSON.stringify(view).replaceAll('Krabby', `Customer ${session}`);
          show(JSON.parse(words));
          // Svelte draws in a microtask.
          await Promise.resolve();
          await Promise.resolve();
        }
        if (session % 5 === 0) await nextFrame();
      }
      show(idle);
    },
    { ways, idle: viewOf('idle', 'en'), from, count: SESSIONS_A_SAMPLE },
  );
}

function viewOf(name: string, language: View['language']): View {
  const fixture = FIXTURES.find((one) => one.name === name);
  if (fixture === undefined) throw new Error(`no fixture '${name}'`);
  return fixture.view(language);
}

/** Measures after the idle screen has settled and garbage is collected. */
async function weigh(page: Page, cdp: CDPSession): Promise<Sample> {
  // The first collection runs finalizers, which release more.
  for (let round = 0; round < 3; round++) {
    await page.evaluate(() => new Promise(requestAnimationFrame));
    await cdp.send('HeapProfiler.collectGarbage');
  }
  const { nodes, jsEventListeners } = await cdp.send('Memory.getDOMCounters');
  return { ...(await heapOf(cdp)), nodes, listeners: jsEventListeners };
}

function faultsOf(samples: readonly Sample[]): string[] {
  const [first, last] = [samples[WARM_UP_SAMPLES - 1], samples.at(-1)];
  if (first === undefined || last === undefined) return ['nothing was measured'];
  return [
    ...(last.own - first.own > OWN_GROWTH_MAX_BYTES ? ['the page leaks objects'] : []),
    ...(last.all - first.all > GROWTH_MAX_BYTES ? ['the heap grows'] : []),
    ...(last.nodes - first.nodes > GROWTH_MAX_NODES ? ['the page leaks nodes'] : []),
    ...(last.listeners - first.listeners > GROWTH_MAX_NODES ? ['the page leaks listeners'] : []),
  ];
}
