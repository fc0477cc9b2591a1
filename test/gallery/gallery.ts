/**
 * The built renderer on a loopback server with nothing behind it:
 * one fixture at a time is shown to it as if the kiosk had said so. The clock stands still.
 */
import { createReadStream, existsSync, readdirSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { extname, join, normalize, resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { build, type Plugin } from 'vite';
import type { Adjustments, Language, View } from '../../src/shared/contract.ts';
import { FIXTURES, GALLERY_NOW, type Fixture } from './fixtures.ts';
import { SIZES, type SizeName } from './looks.ts';
import { pseudoEnglish } from './pseudo-words.ts';

export { SIZES, type SizeName } from './looks.ts';

export interface Look {
  size: SizeName | { width: number; height: number };
  scheme?: 'light' | 'dark';
  contrast?: 'no-preference' | 'more';
  adjustments?: Partial<Adjustments>;
  /** `still` unless told: pictures need no time, and a tool in the page may need timers that run. */
  clock?: 'still' | 'running' | 'real';
}

/** How a fixture is shown. */
interface ShownIn {
  language: Language;
  adjustments?: Partial<Adjustments>;
  /** As the owner set it; a reference pixel where nobody did. */
  pixelsPerMm?: number | null;
}

export interface Gallery {
  address: string;
  /** A page of that size on which fixtures can be shown one after the other. */
  open(look: Look): Promise<Page>;
  close(): Promise<void>;
}

export const GALLERY_TIME_ZONE = 'Europe/Amsterdam';

export const BUILT_RENDERER = resolve('.cache/gallery');
/** The same, whose English is twice as long. */
export const BUILT_WITH_PSEUDO_WORDS = resolve('.cache/gallery-pseudo');
/** What the built page is made of. */
const SOURCES = [
  'src/renderer',
  'src/shared',
  'package-lock.json',
  'svelte.config.js',
  'vite.renderer.config.ts',
  'test/gallery/pseudo-words.ts',
];
const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
};

export function fixturesLike(pattern: string): Fixture[] {
  return FIXTURES.filter(({ name }) => name.includes(pattern));
}

/** Of what `buildGallery` or `buildPseudoGallery` built. */
export async function openGallery(browser: Browser, built = BUILT_RENDERER): Promise<Gallery> {
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://gallery').pathname);
    if (path === '/favicon.ico') {
      response.writeHead(204).end();
      return;
    }
    const folder = path.startsWith('/shop/') ? import.meta.dirname : built;
    const file = join(folder, path === '/' ? 'index.html' : path);
    if (!existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    response.setHeader('content-type', TYPES[extname(file)] ?? 'application/octet-stream');
    createReadStream(file).pipe(response);
  });
  const address = await listen(server);
  return {
    address,
    open: (look) => openPage(browser, address, look),
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}

/** Loads the page anew, shows the fixture and lets its time pass; what moves is stopped in a telling pose. */
export async function show(page: Page, fixture: Fixture, shownIn: ShownIn): Promise<void> {
  await page.goto('/');
  await turnTo(page, fixture, shownIn);
}

/** The same on a page that may show another fixture already: quicker, for what does not depend on how one came here. */
export async function turnTo(
  page: Page,
  fixture: Fixture,
  { language, adjustments = {}, pixelsPerMm = null }: ShownIn,
): Promise<void> {
  await page.clock.setSystemTime(GALLERY_NOW);
  const standard = fixture.view(language);
  const isAdjusted = Object.keys(adjustments).length > 0;
  const shown = {
    ...standard,
    physicalScreen: { pixelsPerMm, diagonalInches: null },
    adjustments: { ...standard.adjustments, ...adjustments },
    // Whoever adjusted something is asked before a result goes.
    leavesInSeconds: isAdjusted ? null : standard.leavesInSeconds,
  };
  await page.evaluate((view: View) => {
    window.dispatchEvent(new CustomEvent('gallery', { detail: view }));
  }, shown);
  // Its words may be on their way, and the letters for them after that.
  await page.waitForFunction((wanted) => document.documentElement.lang === wanted, language);
  // Some parts are fetched when they are first shown.
  await page.locator('h1').first().waitFor();
  // Pictures are there, and not shown, where the customer asked for more contrast.
  for (const part of laterParts(shown))
    await page.locator(part).first().waitFor({ state: 'attached' });
  await page.evaluate(async () => {
    await document.fonts.ready;
    // One that cannot be shown is a state of its own.
    await Promise.allSettled(Array.from(document.images, (image) => image.decode()));
  });
  const afterMs = fixture.afterMs ?? 1_000;
  await page.clock.runFor(afterMs);
  await page.evaluate(
    (poseMs) => {
      for (const animation of document.getAnimations()) {
        const { duration, endTime } = animation.effect?.getComputedTiming() ?? {};
        const isLong = endTime === Infinity || Number(duration) > 2_000;
        if (isLong) {
          animation.pause();
          animation.currentTime = poseMs;
        } else animation.finish();
      }
    },
    Math.max(afterMs, 700),
  );
  await laidOut(page);
}

export function laterParts(view: View): string[] {
  const { screen, sheet, overlay, reader, shopLogo, shopPictures, demoCards } = view;
  const hasReceipt = screen.kind === 'paid' && screen.isReceiptShown;
  const hasHistory = screen.kind === 'balance' && screen.history.kind === 'shown';
  const isInviting = screen.kind === 'idle' && reader !== 'away' && demoCards.length === 0;
  return [
    ...(shopLogo !== null ? ['.track :is(img, .shop)'] : []),
    ...(isInviting && shopPictures.length > 0 ? ['.attract img'] : []),
    ...(hasReceipt || sheet !== null || overlay !== null ? ['dialog'] : []),
    ...(hasHistory ? ['[role=region]'] : []),
  ];
}

/** Runs in the page: the kinds of all that somebody asked of the kiosk by it since it was loaded. */
export function askedFor(): string[] {
  const asked: unknown = Reflect.get(window, 'asked');
  return Array.isArray(asked) ? asked.map(String).filter((kind) => kind !== 'drawn') : [];
}

/** When all that watches for its own size has been told: what scrolls says so only then. */
export async function laidOut(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>((done) => {
        const laidOut = new ResizeObserver(() => {
          laidOut.disconnect();
          done();
        });
        laidOut.observe(document.body);
      }),
  );
}

/** Builds the page unless it is newer than all that it is made of. */
export async function buildGallery(): Promise<void> {
  if (!isUpToDate(BUILT_RENDERER)) await buildRenderer(BUILT_RENDERER, []);
}

/** The same page with the pseudo-language in the place of English. */
export async function buildPseudoGallery(): Promise<void> {
  if (!isUpToDate(BUILT_WITH_PSEUDO_WORDS))
    await buildRenderer(BUILT_WITH_PSEUDO_WORDS, [await pseudoEnglish()]);
}

function isUpToDate(built: string): boolean {
  const page = join(built, 'index.html');
  if (!existsSync(page)) return false;
  const builtMs = statSync(page).mtimeMs;
  return SOURCES.every((path) => newestMs(resolve(path)) < builtMs);
}

function newestMs(path: string): number {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(...readdirSync(path).map((name) => newestMs(join(path, name))));
}

async function buildRenderer(outDir: string, plugins: Plugin[]): Promise<void> {
  // A test runner says that this is not production, and what is built then is larger.
  const environment = process.env['NODE_ENV'];
  process.env['NODE_ENV'] = 'production';
  await build({
    configFile: resolve('vite.renderer.config.ts'),
    logLevel: 'warn',
    plugins,
    build: { outDir, emptyOutDir: true },
  });
  if (environment === undefined) delete process.env['NODE_ENV'];
  else process.env['NODE_ENV'] = environment;
}

async function openPage(browser: Browser, address: string, look: Look): Promise<Page> {
  const context = await browser.newContext({
    baseURL: address,
    viewport: typeof look.size === 'string' ? SIZES[look.size] : look.size,
    colorScheme: look.scheme ?? 'light',
    contrast: look.contrast ?? 'no-preference',
    locale: 'en-GB',
    timezoneId: GALLERY_TIME_ZONE,
  });
  const page = await context.newPage();
  if (look.clock !== 'real') await page.clock.install({ time: GALLERY_NOW - 60_000 });
  if ((look.clock ?? 'still') === 'still') await page.clock.pauseAt(GALLERY_NOW);
  await page.addInitScript(() => {
    const asked: unknown[] = [];
    Object.assign(window, {
      asked,
      kiosk: {
        send: (intent: { kind: string }) => asked.push(intent.kind),
        onView: (listener: (view: unknown) => void) => {
          window.addEventListener('gallery', (event) => {
            if (event instanceof CustomEvent) listener(event.detail);
          });
        },
      },
    });
  });
  return page;
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return `http://127.0.0.1:${address.port}`;
}
