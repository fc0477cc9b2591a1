/**
 * `npm run screens:compare`: shows how a change alters the screens. Builds the page of the merge base and of this tree,
 * takes every picture of both, and writes a page with before, after and difference of those that changed.
 *   npm run screens:compare -- --base main             compare with another revision
 *   npm run screens:compare -- --looks dark,large      in these looks: see scripts/screen-looks.ts
 *   npm run screens:compare -- --languages en,ar       in these languages
 *   npm run screens:compare -- --only amount           the screens whose names contain this
 */
import { execFileSync, type ExecFileSyncOptions } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';
import type { Browser } from 'playwright-core';
import { LANGUAGES } from '../src/shared/contract.ts';
import type { Visit } from '../test/gallery/checks/check.ts';
import { FIXTURES, type Fixture } from '../test/gallery/fixtures.ts';
import { GalleryPage } from '../test/gallery/gallery-page.ts';
import { buildGallery, BUILT_RENDERER, servePage } from '../test/gallery/gallery.ts';
import { launchChromium } from './chromium.ts';
import { comparisonPage, type Compared } from './screens-comparison.ts';
import { looksNamed } from './screen-looks.ts';

const ROOT = resolve(import.meta.dirname, '..');
const OUT = resolve(ROOT, 'test-results/screens-compare');
/** From 0 to 1: more than antialiasing differs from one run to the next. */
const COLOR_DIFFERENCE_MIN = 0.1;

const { values } = parseArgs({
  options: {
    base: { type: 'string' },
    looks: { type: 'string', default: 'portrait,counter' },
    languages: { type: 'string', default: 'en' },
    only: { type: 'string', default: '' },
  },
});

const base = values.base ?? mergeBase();
const before = buildBase(base);
const browser = await launchChromium();
try {
  await buildGallery();
  const fixturesBefore = await fixturesIn(before);
  const was = await takePictures(browser, join(before, '.cache/gallery'), fixturesBefore);
  const is = await takePictures(browser, BUILT_RENDERER, FIXTURES);
  rmSync(OUT, { recursive: true, force: true });
  mkdirSync(OUT, { recursive: true });
  const names = [...new Set([...was.keys(), ...is.keys()])];
  const changed = names.flatMap((name) => compare(name, was.get(name), is.get(name)));
  writeFileSync(join(OUT, 'index.html'), comparisonPage(base, changed));
  console.log(`${changed.length} of ${names.length} pictures changed since ${base}`);
  console.log(`open ${join(OUT, 'index.html')}`);
} finally {
  await browser.close();
  git('worktree', 'remove', '--force', before);
}

/** A copy of the revision with its page built. */
function buildBase(revision: string): string {
  const folder = join(mkdtempSync(join(tmpdir(), 'screens-before-')), 'tree');
  git('worktree', 'add', '--detach', '--quiet', folder, revision);
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'dir');
  const node = process.execPath;
  const options: ExecFileSyncOptions = { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] };
  execFileSync(node, ['scripts/messages.ts'], options);
  const vite = join(ROOT, 'node_modules/vite/bin/vite.js');
  const target = ['--outDir', join(folder, '.cache/gallery'), '--emptyOutDir'];
  execFileSync(node, [vite, 'build', '--config', 'vite.renderer.config.ts', ...target], options);
  return folder;
}

/** The fixtures of that revision, as its page may not know those of this tree. */
async function fixturesIn(folder: string): Promise<readonly Fixture[]> {
  const module: unknown = await import(
    pathToFileURL(join(folder, 'test/gallery/fixtures.ts')).href
  );
  return (module as { FIXTURES: readonly Fixture[] }).FIXTURES;
}

async function takePictures(
  from: Browser,
  built: string,
  fixtures: readonly Fixture[],
): Promise<Map<string, Buffer>> {
  const served = await servePage(built);
  const galleryPage = await GalleryPage.open(from, served.address);
  const pictures = new Map<string, Buffer>();
  for (const visit of visitsOf(fixtures)) {
    const name = `${visit.look.name}-${visit.language}-${visit.fixture.name}`;
    await galleryPage.show(visit);
    pictures.set(name, await galleryPage.page.screenshot());
    await galleryPage.clear(visit);
  }
  await galleryPage.close();
  await served.close();
  return pictures;
}

function visitsOf(fixtures: readonly Fixture[]): Visit[] {
  const wanted = fixtures.filter(({ name }) => name.includes(values.only));
  const languages = LANGUAGES.filter((language) => values.languages.split(',').includes(language));
  return looksNamed(values.looks).flatMap((look) =>
    languages.flatMap((language) => wanted.map((fixture) => ({ fixture, look, language }))),
  );
}

/** Nothing for a picture that is the same. Writes those that are not. */
function compare(name: string, was: Buffer | undefined, is: Buffer | undefined): Compared[] {
  if (was !== undefined && is !== undefined && was.equals(is)) return [];
  const difference = was && is ? differenceOf(PNG.sync.read(was), PNG.sync.read(is)) : null;
  if (difference?.count === 0) return [];
  const files = { before: was, after: is, difference: difference?.picture };
  const written = Object.entries(files).flatMap(([kind, picture]) => {
    if (picture === undefined) return [];
    writeFileSync(join(OUT, `${name}.${kind}.png`), picture);
    return [{ kind, file: `${name}.${kind}.png` }];
  });
  return [{ name, pictures: written }];
}

function differenceOf(was: PNG, is: PNG): { count: number; picture?: Buffer } {
  const { width, height } = was;
  if (is.width !== width || is.height !== height) return { count: width * height };
  const difference = new PNG({ width, height });
  const count = pixelmatch(was.data, is.data, difference.data, width, height, {
    threshold: COLOR_DIFFERENCE_MIN,
  });
  return { count, picture: PNG.sync.write(difference) };
}

function mergeBase(): string {
  for (const branch of ['origin/main', 'main']) {
    try {
      return git('merge-base', 'HEAD', branch);
    } catch {
      continue;
    }
  }
  throw new Error('There is no branch main to compare with: name a revision with --base.');
}

function git(...words: readonly string[]): string {
  return execFileSync('git', words, { cwd: ROOT, encoding: 'utf8' }).trim();
}
