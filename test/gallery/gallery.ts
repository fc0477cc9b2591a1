/**
 * The built page on a loopback server with nothing behind it. A view is shown by sending it to the page
 * as if the kiosk had: see gallery-page.ts.
 */
import { createReadStream, existsSync, readdirSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { extname, join, normalize, resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { build, type Plugin } from 'vite';
import { FIXTURES, type Fixture } from './fixtures.ts';
import { installBridge } from './in-page.ts';
import { SIZES, type SizeName } from './looks.ts';
import { pseudoEnglish } from './pseudo-words.ts';

export { SIZES, type SizeName } from './looks.ts';

export interface ServedPage {
  address: string;
  close(): Promise<void>;
}

export interface Gallery {
  /** A page of that size. */
  open(look: { size: SizeName }): Promise<Page>;
  close(): Promise<void>;
}

export const GALLERY_TIME_ZONE = 'Europe/Amsterdam';

export const BUILT_RENDERER = resolve('.cache/gallery');
/** The same page with English twice as long. */
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

/** Serves what `buildGallery` or `buildPseudoGallery` built. */
export async function servePage(built: string): Promise<ServedPage> {
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
  return {
    address: await listen(server),
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}

/** The page as `buildGallery` built it, for measurements: its clock runs as everywhere. */
export async function openGallery(browser: Browser): Promise<Gallery> {
  const served = await servePage(BUILT_RENDERER);
  return {
    close: () => served.close(),
    async open({ size }) {
      const context = await browser.newContext({
        baseURL: served.address,
        viewport: SIZES[size],
        locale: 'en-GB',
        timezoneId: GALLERY_TIME_ZONE,
      });
      const page = await context.newPage();
      await page.addInitScript(installBridge);
      return page;
    },
  };
}

/** Builds the page unless it is newer than all that it is made of. */
export async function buildGallery(): Promise<void> {
  if (!isUpToDate(BUILT_RENDERER)) await buildRenderer(BUILT_RENDERER, []);
}

/** The same page with the pseudo-language in the place of English. */
export async function buildPseudoGallery(): Promise<void> {
  if (isUpToDate(BUILT_WITH_PSEUDO_WORDS)) return;
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

async function listen(server: Server): Promise<string> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return `http://127.0.0.1:${address.port}`;
}
